package io.tocsin.routing;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes mappings, lists, texts and nothing (null in Java's sense is not among them: see {@link #NULL}) as YAML 1.1. */
final class YamlText {
    /** A value that is not there. */
    static final Object NULL = new Object();

    /** Texts that mean themselves, or a number or true to whom a key demands one. */
    private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9_/.][A-Za-z0-9_./+-]*");

    private static final Pattern NULLS = Pattern.compile("(?i)null|\\.{1,3}");
    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** Maps keep their order; texts are {@link String}s. */
    static String of(Map<String, Object> document) {
        YamlText text = new YamlText();
        text.mapping(document, 0, false);
        return text.out.toString();
    }

    private void mapping(Map<String, Object> mapping, int indent, boolean inItem) {
        boolean begun = inItem;
        for (Map.Entry<String, Object> entry : mapping.entrySet()) {
            // The first key of an item of a list stands behind its dash.
            if (!begun) indent(indent);
            begun = false;
            out.append(scalar(entry.getKey())).append(':');
            value(entry.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case List<?> list when list.isEmpty() -> out.append(" []\n");
            case Map<?, ?> map -> {
                out.append('\n');
                mapping(typed(map), indent + STEP, false);
            }
            case List<?> list -> {
                out.append('\n');
                items(list, indent);
            }
            case String text when literal(text) -> literal(text, indent + STEP);
            case String text -> out.append(' ').append(scalar(text)).append('\n');
            default -> out.append(" null\n");
        }
    }

    private void items(List<?> list, int indent) {
        for (Object item : list) {
            indent(indent);
            out.append('-');
            if (item instanceof Map<?, ?> map && !map.isEmpty()) {
                out.append(' ');
                mapping(typed(map), indent + STEP, true);
            } else if (item instanceof List<?> nested && !nested.isEmpty()) {
                out.append('\n');
                items(nested, indent + STEP);
            } else {
                value(item, indent);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private void indent(int indent) {
        out.append(" ".repeat(indent));
    }

    private static boolean literal(String text) {
        int end = text.indexOf('\n');
        boolean lines = end > 0 && !text.endsWith("\n\n") && " \t".indexOf(text.charAt(0)) < 0;
        return lines && text.chars().allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && !special(c)));
    }

    private void literal(String text, int indent) {
        boolean ended = text.endsWith("\n");
        out.append(ended ? " |\n" : " |-\n");
        String lines = ended ? text.substring(0, text.length() - 1) : text;
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) indent(indent);
            out.append(line).append('\n');
        }
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !NULLS.matcher(text).matches() && !text.startsWith("--");
        if (plain) return text;
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || special(c)) quoted.append("\\u%04x".formatted(c));
                    else quoted.append((char) c);
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** What YAML takes for a line break, or does not allow. */
    private static boolean special(int c) {
        return (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xfffe;
    }
}
