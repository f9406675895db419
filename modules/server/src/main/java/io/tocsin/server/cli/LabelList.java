package io.tocsin.server.cli;

import java.util.Map;

/** Labels as people type them: {@code a=b,c="d, e"}; braces around them, as alerts are shown, do no harm. */
final class LabelList {
    private LabelList() {}

    /**
     * Reads labels into a map.
     *
     * @throws IllegalArgumentException when a part is no label
     */
    static void read(String text, Map<String, String> into) {
        String rest = text.strip();
        if (rest.startsWith("{") && rest.endsWith("}")) rest = rest.substring(1, rest.length() - 1);
        while (!rest.isBlank()) {
            int equals = rest.indexOf('=');
            if (equals < 1)
                throw new IllegalArgumentException("cannot read labels '" + text + "': give name=value,name=value");
            String name = rest.substring(0, equals).strip();
            String value = rest.substring(equals + 1).strip();
            int end = value.startsWith("\"") ? closing(value, text) : comma(value);
            into.put(
                    name,
                    value.startsWith("\"")
                            ? unquoted(value.substring(1, end))
                            : value.substring(0, end).strip());
            String after =
                    value.substring(value.startsWith("\"") ? end + 1 : end).strip();
            if (!after.isEmpty() && !after.startsWith(","))
                throw new IllegalArgumentException(
                        "cannot read labels '" + text + "': a comma is missing before " + after);
            rest = after.isEmpty() ? "" : after.substring(1);
        }
    }

    private static int comma(String value) {
        int comma = value.indexOf(',');
        return comma < 0 ? value.length() : comma;
    }

    private static int closing(String value, String text) {
        for (int i = 1; i < value.length(); i++) {
            if (value.charAt(i) == '\\') i++;
            else if (value.charAt(i) == '"') return i;
        }
        throw new IllegalArgumentException("cannot read labels '" + text + "': a quote is not closed");
    }

    private static String unquoted(String inner) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
