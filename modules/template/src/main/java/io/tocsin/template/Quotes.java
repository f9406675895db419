package io.tocsin.template;

import java.util.Locale;

/** Texts in double quotes, as Go's {@code %q} writes them. */
final class Quotes {
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";
    private static final String LETTERS = "abfnrtv\\\"";

    private Quotes() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        int letter = ESCAPED.indexOf(c);
        if (letter >= 0) return "\\" + LETTERS.charAt(letter);
        if (c < ' ' || c == 0x7F) return String.format(Locale.ROOT, "\\x%02x", c);
        if (isPrintable(c)) return Character.toString(c);
        return String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
