package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/** Writes text so that the parser reads the same text back, with as few marks as that takes. */
final class Escapes {
    private static final String PLAIN = "_.@-";

    /** Good inside a token that has begun. */
    private static final String PLAIN_INSIDE = PLAIN + "/+#,;%~$";

    private Escapes() {}

    static String field(String name) {
        return bare(name);
    }

    /** A field name behind a pipe, where commas and durations mean something too. */
    static String name(String name) {
        String bare = bare(name, "/+#;%~$" + PLAIN);
        boolean marked = name.equalsIgnoreCase("by") || Times.length(name) != null;
        return marked ? "\\" + bare : bare;
    }

    static String prefix(@Nullable String field) {
        return field == null ? "" : field(field) + ":";
    }

    /** A token outside quotes: every sign that could mean something has a backslash. */
    static String bare(String text) {
        return bare(text, PLAIN_INSIDE);
    }

    private static String bare(String text, String plainInside) {
        StringBuilder escaped = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c, i == 0 ? "_.@" : plainInside)) escaped.append('\\');
            escaped.append(c);
        }
        return Scanner.isKeyword(text) ? "\\" + escaped : escaped.toString();
    }

    /** A wildcard pattern outside quotes: its own stars, question marks and backslashes stay as they are. */
    static String pattern(String pattern) {
        StringBuilder escaped = new StringBuilder(pattern.length() + 4);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') escaped.append(c).append(pattern.charAt(++i));
            else
                escaped.append(isPlain(c, i == 0 ? "_.@*?" : PLAIN_INSIDE + "*?") ? "" : "\\")
                        .append(c);
        }
        return escaped.toString();
    }

    /** A value after an operator or in a range: bare where that is safe, else in quotes. */
    static String value(String value) {
        boolean bare =
                !value.isEmpty() && !Scanner.isKeyword(value) && !value.equals("TO") && !Address.looksLikeBlock(value);
        for (int i = 0; bare && i < value.length(); i++)
            bare = isPlain(value.charAt(i), i == 0 ? PLAIN : PLAIN_INSIDE + ":");
        return bare ? value : quoted(value);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static boolean isPlain(char c, String signs) {
        return Words.isWordPart(c) || signs.indexOf(c) >= 0 || Character.isSurrogate(c);
    }
}
