package io.tocsin.template;

import java.time.ZonedDateTime;

/**
 * A script, as far as it is written: whether a value would fall into its code or into one of its strings. What could be a
 * regular expression or a template string is not followed; a value behind one is refused.
 */
final class Script {
    private enum State {
        CODE,
        STRING,
        LINE_COMMENT,
        BLOCK_COMMENT,
        LOST
    }

    private State state = State.CODE;
    private char quote;
    private char before;

    /** Nothing is certain from here on. */
    void lost() {
        state = State.LOST;
    }

    void read(String text) {
        for (int i = 0; i < text.length(); i++) read(text.charAt(i));
    }

    private void read(char c) {
        char last = before;
        before = c;
        switch (state) {
            case CODE -> code(c, last);
            case STRING -> {
                // A second backslash is a character of its own and does not escape the next one.
                if (last == '\\') before = 0;
                else if (c == quote || c == '\n') state = State.CODE;
            }
            case LINE_COMMENT -> {
                if (c == '\n') state = State.CODE;
            }
            case BLOCK_COMMENT -> {
                if (last == '*' && c == '/') {
                    state = State.CODE;
                    before = 0;
                }
            }
            case LOST -> {}
        }
    }

    private void code(char c, char last) {
        if (last == '/') {
            state = c == '/' ? State.LINE_COMMENT : c == '*' ? State.BLOCK_COMMENT : State.LOST;
            before = 0;
        } else if (c == '"' || c == '\'') {
            state = State.STRING;
            quote = c;
            before = 0;
        } else if (c == '`') {
            state = State.LOST;
        }
    }

    /** A value as one that the script can only read. */
    String escape(Object value) {
        if (state == State.CODE && before == '/') state = State.LOST;
        before = 0;
        return switch (state) {
            case CODE -> code(value);
            case STRING -> Escapes.scriptString(value == Nil.NIL ? "" : Printer.print(value));
            case LINE_COMMENT, BLOCK_COMMENT -> "";
            case LOST ->
                throw new Refusal("cannot put a value here: the script before it holds a '/', a backtick or an entity,"
                        + " behind which no value is safe; set it in a variable at the start of the script");
        };
    }

    /** What ends in letters or digits must not touch those around it. */
    private static String code(Object value) {
        return switch (value) {
            case Nil nil -> " null ";
            case Boolean flag -> " " + flag + " ";
            case Long number -> " " + number + " ";
            case Double number -> " " + Json.of(number) + " ";
            case ZonedDateTime time -> Json.of(time);
            default -> Json.of(Printer.ownText(value).map(Object.class::cast).orElse(value));
        };
    }
}
