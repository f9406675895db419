package io.tocsin.rules.match;

import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Text that every value has which a pattern matches, folded. Where a construct is not understood nothing more is said: what is
 * missing here costs time, what is wrong would lose events.
 */
final class RequiredText {
    /** Escapes that begin something longer than two characters, or text that is not read as an expression. */
    private static final String LONG_ESCAPES = "xpPQECa01234567";

    private static final int ASCII = 0x80;

    private final String pattern;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private int at;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /** The stretches between what is open in a wildcard pattern. */
    static List<String> ofWildcard(String pattern) {
        RequiredText required = new RequiredText(pattern);
        required.readWildcard();
        return required.texts;
    }

    /**
     * The stretches of plain ASCII at the top of a regular expression; none where it has alternatives there. Beyond ASCII its
     * idea of case is not ours.
     */
    static List<String> ofRegex(String pattern) {
        RequiredText required = new RequiredText(pattern);
        return required.readRegex() ? required.texts : List.of();
    }

    private void readWildcard() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '*' || c == '?') endRun();
            else run.append(c == '\\' && at < pattern.length() ? pattern.charAt(at++) : c);
        }
        endRun();
    }

    private void endRun() {
        if (!run.isEmpty()) texts.add(Words.fold(run.toString()));
        run.setLength(0);
    }

    private boolean readRegex() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            boolean understood = switch (c) {
                case '|' -> false;
                case '\\' -> escape();
                case '(' -> group();
                case '[' -> charClass();
                case '*', '?' -> optional();
                case '{' -> repeat();
                case '+', '.', '^', '$', ')' -> end();
                default -> text(c);
            };
            if (!understood) return false;
        }
        return end();
    }

    private boolean end() {
        endRun();
        return true;
    }

    private boolean text(char c) {
        if (c >= ASCII) return end();
        run.append(c);
        return true;
    }

    /** What stands before a repetition may be missing. */
    private boolean optional() {
        if (!run.isEmpty()) run.setLength(run.length() - 1);
        return end();
    }

    private boolean repeat() {
        int close = pattern.indexOf('}', at);
        if (close >= 0) at = close + 1;
        return optional();
    }

    private boolean escape() {
        if (at == pattern.length()) return false;
        char c = pattern.charAt(at++);
        if (LONG_ESCAPES.indexOf(c) >= 0) return false;
        return Character.isLetterOrDigit(c) ? end() : text(c);
    }

    /** Skips to the end of a group, whatever it says. */
    private boolean group() {
        endRun();
        for (int depth = 1; depth > 0; ) {
            if (at == pattern.length()) return false;
            char c = pattern.charAt(at++);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == '[' && !charClass()) return false;
            else if (c == '\\' && !escapeInGroup()) return false;
        }
        return true;
    }

    private boolean escapeInGroup() {
        if (at == pattern.length()) return false;
        return pattern.charAt(at++) != 'Q';
    }

    private boolean charClass() {
        endRun();
        if (pattern.startsWith("^", at)) at++;
        if (pattern.startsWith("]", at)) at++;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int posix = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
            if (posix > 0) at = posix + 2;
            else if (pattern.charAt(at) == '\\' && pattern.startsWith("Q", at + 1)) return false;
            else at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        return at <= pattern.length();
    }
}
