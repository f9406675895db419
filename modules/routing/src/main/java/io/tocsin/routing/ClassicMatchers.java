package io.tocsin.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Alertmanager's older matcher syntax (pkg/labels/parse.go): names of ASCII letters, digits, {@code _} and {@code :}; values
 * with or without quotes or missing; {@code \" \n \\} are escapes and any other backslash is itself.
 */
final class ClassicMatchers {
    /** Go's {@code \s}. */
    private static final Set<Character> SPACES = Set.of(' ', '\t', '\n', '\f', '\r');

    private ClassicMatchers() {}

    /**
     * Reads a list in optional braces.
     *
     * @throws IllegalArgumentException when some part is no matcher
     */
    static List<Matcher> parse(String text) {
        String inside = text.startsWith("{") ? text.substring(1) : text;
        if (inside.endsWith("}")) inside = inside.substring(0, inside.length() - 1);
        return split(inside).stream().map(ClassicMatchers::one).toList();
    }

    /** Splits at commas outside quotes; what follows the last comma may be blank. */
    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            if (c == '"' && !escaped) quoted = !quoted;
            // As upstream: a comma inside quotes does not end an escape.
            if (c != ',') escaped = c == '\\' && !escaped;
            part.append(c);
        }
        if (!part.codePoints().allMatch(Utf8Matchers::space)) parts.add(part.toString());
        return parts;
    }

    /**
     * Reads one matcher without braces.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Matcher one(String text) {
        int at = skip(text, 0);
        int end = at;
        while (end < text.length() && nameChar(text.charAt(end), end == at)) end++;
        int operatorAt = skip(text, end);
        String operator = operator(text, operatorAt);
        if (end == at || operator.isEmpty()) throw new IllegalArgumentException("bad matcher format: " + text);
        String raw = trimEnd(text, skip(text, operatorAt + operator.length()));
        return new Matcher(text.substring(at, end), Operator.ofSymbol(operator), value(raw));
    }

    private static boolean nameChar(char c, boolean first) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (!first && c >= '0' && c <= '9');
    }

    private static String operator(String text, int at) {
        for (String operator : List.of("=~", "!=", "!~", "=")) {
            if (text.startsWith(operator, at)) return operator;
        }
        return "";
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && SPACES.contains(text.charAt(at))) at++;
        return at;
    }

    private static String trimEnd(String text, int from) {
        int end = text.length();
        while (end > from && SPACES.contains(text.charAt(end - 1))) end--;
        return text.substring(Math.min(from, end), end);
    }

    private static String value(String raw) {
        boolean open = raw.startsWith("\"");
        String text = open ? raw.substring(1) : raw;
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i == text.length() - 1;
            if (c == '\\' && !last) {
                value.append(unescape(text.charAt(++i)));
            } else if (c == '"') {
                if (!open || !last) throw unescapedQuote(raw);
                open = false;
            } else {
                value.append(c);
            }
        }
        if (open) throw unescapedQuote(raw);
        return value.toString();
    }

    private static String unescape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"' -> "\"";
            case '\\' -> "\\";
            default -> "\\" + c;
        };
    }

    private static IllegalArgumentException unescapedQuote(String raw) {
        return new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
    }
}
