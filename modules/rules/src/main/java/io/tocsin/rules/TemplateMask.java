package io.tocsin.rules;

import io.tocsin.query.Address;

/** Masks what varies in one word of a text. */
final class TemplateMask {
    private static final String ADDRESS = "<addr>";

    /** Numbers and identifiers alike: of identifiers in hexadecimal some happen to be numbers. */
    private static final String NUMBER = "<*>";

    private static final String PATH = "<path>";
    private static final String UUID = "<uuid>";

    private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    /** Shorter words of hex digits are words ({@code dead}, {@code face}) or numbers. */
    private static final int HEX_MIN = 8;

    private TemplateMask() {}

    static void append(String word, StringBuilder pattern) {
        if (isUuid(word)) pattern.append(UUID);
        else if (isAddress(word)) pattern.append(ADDRESS);
        else if (isPath(word)) pattern.append(PATH);
        else parts(word, pattern);
    }

    private static boolean isUuid(String word) {
        if (word.length() != UUID_FORM.length()) return false;
        for (int i = 0; i < word.length(); i++) {
            boolean dash = UUID_FORM.charAt(i) == '-';
            if (dash ? word.charAt(i) != '-' : !isHex(word.charAt(i))) return false;
        }
        return true;
    }

    /** With or without a port or a prefix length. */
    private static boolean isAddress(String word) {
        if (word.indexOf('.') < 0 && word.indexOf(':') < 0) return false;
        if (Address.of(word) != null) return true;
        int cut = Math.max(word.lastIndexOf(':'), word.indexOf('/'));
        return cut > 0 && Address.of(word.substring(0, cut)) != null && isNumber(word, cut + 1);
    }

    private static boolean isNumber(String word, int from) {
        if (from >= word.length()) return false;
        for (int i = from; i < word.length(); i++) if (!isDigit(word.charAt(i))) return false;
        return true;
    }

    /** {@code /var/log}, {@code ./a/b}, {@code C:\temp}, {@code https://host/path}; not {@code and/or}. */
    private static boolean isPath(String word) {
        if (word.contains("://")) return true;
        if (word.length() > 2 && word.charAt(1) == ':' && word.charAt(2) == '\\') return true;
        int from = word.startsWith("./") || word.startsWith("~/") ? 1 : word.startsWith("../") ? 2 : 0;
        return word.length() > from + 1 && word.charAt(from) == '/' && word.charAt(from + 1) != '/';
    }

    private static void parts(String word, StringBuilder pattern) {
        int at = 0;
        while (at < word.length()) {
            if (!Character.isLetterOrDigit(word.charAt(at))) {
                pattern.append(word.charAt(at++));
                continue;
            }
            int end = at;
            while (end < word.length() && Character.isLetterOrDigit(word.charAt(end))) end++;
            if (isNumber(word, at, end)) end = endOfDecimal(word, end);
            part(word.substring(at, end), pattern);
            at = end;
        }
    }

    private static boolean isNumber(String word, int from, int to) {
        for (int i = from; i < to; i++) if (!isDigit(word.charAt(i))) return false;
        return true;
    }

    /** A point between digits belongs to the number: 1.5 and 15 are both one number. */
    private static int endOfDecimal(String word, int from) {
        int end = from;
        while (end + 1 < word.length() && word.charAt(end) == '.' && isDigit(word.charAt(end + 1))) {
            end++;
            while (end < word.length() && isDigit(word.charAt(end))) end++;
        }
        return end;
    }

    /** Letters stay, numbers go; a mixture is an identifier unless it is a name or a unit beside one number. */
    private static void part(String part, StringBuilder pattern) {
        int digits = 0;
        int changes = 0;
        boolean hex = part.length() >= HEX_MIN;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (isDigit(c)) digits++;
            if (i > 0 && isDigit(c) != isDigit(part.charAt(i - 1))) changes++;
            hex &= isHex(c);
        }
        boolean prefixed = part.length() > 2 && part.startsWith("0x");
        // No word has eight letters that are all hexadecimal, and every two thousandth identifier has no digit.
        if (digits == 0 && !hex) pattern.append(part);
        else if (digits == part.length() || part.indexOf('.') >= 0 || hex || prefixed || changes > 1)
            pattern.append(NUMBER);
        else beside(part, pattern);
    }

    private static void beside(String part, StringBuilder pattern) {
        int from = 0;
        while (!isDigit(part.charAt(from))) from++;
        int to = from;
        while (to < part.length() && isDigit(part.charAt(to))) to++;
        pattern.append(part, 0, from).append(NUMBER).append(part, to, part.length());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
