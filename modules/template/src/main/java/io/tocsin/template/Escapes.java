package io.tocsin.template;

import java.util.Locale;

/** Ways to write a text so that it means itself in HTML, in an address, in a script. */
final class Escapes {
    /** What stands where a value would have been dangerous: the mark that Go's html/template uses, so that people find it. */
    static final String REFUSED = "ZgotmplZ";

    private static final String RESERVED_IN_ADDRESS = "!#$&*+,/:;=?@[]";
    private static final String UNRESERVED = "-._~";

    private Escapes() {}

    /** As the function {@code html} does. */
    static String text(String text) {
        return replace(text, "&<>\"'\0", "&amp;", "&lt;", "&gt;", "&#34;", "&#39;", "\uFFFD");
    }

    /** The text that {@link #text} was given. */
    static String unescaped(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Between tags and in quoted attributes. */
    static String html(String text) {
        return replace(text, "&<>\"'+\0", "&amp;", "&lt;", "&gt;", "&#34;", "&#39;", "&#43;", "\uFFFD");
    }

    /** The same for what may hold entities already, which stay. */
    static String htmlKeepingEntities(String text) {
        return replace(text, "<>\"'+\0", "&lt;", "&gt;", "&#34;", "&#39;", "&#43;", "\uFFFD");
    }

    /** In an attribute without quotes, where also white space ends the value. */
    static String unquoted(String escaped) {
        if (escaped.isEmpty()) return REFUSED;
        return replace(
                escaped, "\t\n\u000b\f\r =`", "&#9;", "&#10;", "&#11;", "&#12;", "&#13;", "&#32;", "&#61;", "&#96;");
    }

    private static String replace(String text, String signs, String... replacements) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            int sign = signs.indexOf(text.charAt(i));
            if (sign < 0) escaped.append(text.charAt(i));
            else escaped.append(replacements[sign]);
        }
        return escaped.toString();
    }

    /** As the function {@code urlquery} does: a space is a plus. */
    static String formQuery(String text) {
        return percent(text, UNRESERVED, false, "%%%02X").replace("%20", "+");
    }

    /** Within the query or fragment of an address: nothing of the text has a meaning there. */
    static String query(String text) {
        return percent(text, UNRESERVED, false, "%%%02x");
    }

    /** A whole address or the path of one: what means something stays, what cannot stand in an address is escaped. */
    static String address(String text) {
        return percent(text, RESERVED_IN_ADDRESS + UNRESERVED, true, "%%%02x");
    }

    private static String percent(String text, String kept, boolean keepEscapes, String format) {
        StringBuilder address = new StringBuilder(text.length() + 16);
        byte[] bytes = Values.bytes(text);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean escape = c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if ((escape && keepEscapes) || isAlphanumeric(c) || kept.indexOf(c) >= 0) address.append(c);
            else address.append(String.format(Locale.ROOT, format, (int) c));
        }
        return address.toString();
    }

    private static boolean isHex(byte c) {
        return Character.digit((char) c, 16) >= 0;
    }

    static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Inside a string of a script, as the function {@code js} does. */
    static String script(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> script(c, escaped));
        return escaped.toString();
    }

    private static void script(int c, StringBuilder escaped) {
        switch (c) {
            case '\\' -> escaped.append("\\\\");
            case '\'' -> escaped.append("\\'");
            case '"' -> escaped.append("\\\"");
            case '<', '>', '&', '=' -> escaped.append(String.format(Locale.ROOT, "\\u%04X", c));
            default -> {
                if (c >= ' ' && c != 0x7F && c != 0x2028 && c != 0x2029) escaped.appendCodePoint(c);
                else escaped.append(String.format(Locale.ROOT, "\\u%04X", c));
            }
        }
    }

    /** Inside a string of a script within HTML, where quotes of either kind and backticks must not end anything. */
    static String scriptString(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') escaped.append("\\\\");
            else if (c == '/') escaped.append("\\/");
            else if (c == '\n') escaped.append("\\n");
            else if (c < ' ' || "\"'`<>&+$=".indexOf(c) >= 0 || c == '\u2028' || c == '\u2029')
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else escaped.append(c);
        }
        return escaped.toString();
    }

    /** A value in a style: plain words, numbers and colours; nothing that could begin anything else. */
    static String style(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        boolean plain = text.chars().allMatch(c -> isAlphanumeric((char) c) || " #%+,-._!".indexOf(c) >= 0 || c > 0xA0);
        return plain && !text.contains("--") && !lower.contains("expression") && !lower.contains("mozbinding")
                ? text
                : REFUSED;
    }
}
