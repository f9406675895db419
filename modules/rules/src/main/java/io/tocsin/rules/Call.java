package io.tocsin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code name(argument)}, before its meaning. The argument reaches to the last closing parenthesis, so a query may stand in
 * it as it is.
 *
 * @param argument null without parentheses
 * @param argumentAt offset of the argument in the text; of what comes next when there is none
 * @param end offset of what follows the call
 */
record Call(String name, int nameAt, @Nullable String argument, int argumentAt, int end) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*(?:\\.[0-9]+(?=\\())?");

    /** Reads a call; null when none stands here. */
    static @Nullable Call read(TextCursor text) {
        text.skipSpace();
        int nameAt = text.at();
        String name = text.take(NAME);
        if (name.isEmpty()) return null;
        if (!text.take("(")) return new Call(name, nameAt, null, text.at(), text.at());
        int argumentAt = text.at();
        return new Call(name, nameAt, text.upToLast(')'), argumentAt, text.at());
    }

    /** The name as messages give it. */
    String print() {
        return name + "()";
    }

    /** A word of the argument and where it stands in the text. */
    record Word(String text, int at) {}

    /** What stands between the commas of the argument that are not inside of parentheses; empty without any. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        if (argument == null || argument.isBlank()) return words;
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= argument.length(); i++) {
            char c = i == argument.length() ? ',' : argument.charAt(i);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            if (c != ',' || (depth > 0 && i < argument.length())) continue;
            words.add(word(argument.substring(from, i), argumentAt + from));
            from = i + 1;
        }
        return words;
    }

    private static Word word(String text, int at) {
        int space = 0;
        while (space < text.length() && Character.isWhitespace(text.charAt(space))) space++;
        return new Word(text.strip(), at + space);
    }
}
