package io.tocsin.template;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes values as Go's JSON encoder does: keys sorted, and nothing that HTML could take for markup. */
final class Json {
    private final Page page = new Page();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.write(value, 0);
        return json.page.toString();
    }

    private void write(Object value, int depth) {
        if (depth > Values.MAX_NESTING)
            throw new Refusal("cannot write JSON nested deeper than " + Values.MAX_NESTING + " levels");
        switch (value) {
            case Nil nil -> page.add("null");
            case Boolean flag -> page.add(flag.toString());
            case Long number -> page.add(number.toString());
            case Double number -> page.add(number(number));
            case ZonedDateTime time -> quoted(Layout.of(Times.JSON).format(time));
            case Duration duration -> page.add(String.valueOf(Arguments.nanos(duration)));
            case List<?> items -> list(items, depth);
            case Map<?, ?> map -> object(Values.sorted(map), depth);
            case Struct struct -> struct(struct, depth);
            default -> quoted(value.toString());
        }
    }

    private void list(List<?> items, int depth) {
        String separator = "[";
        for (Object item : items) {
            page.add(separator);
            write(Values.of(item), depth + 1);
            separator = ",";
        }
        page.add(items.isEmpty() ? "[]" : "]");
    }

    private void object(Map<String, Object> entries, int depth) {
        String separator = "{";
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            page.add(separator);
            quoted(entry.getKey());
            page.add(':');
            write(entry.getValue(), depth + 1);
            separator = ",";
        }
        page.add(entries.isEmpty() ? "{}" : "}");
    }

    private void struct(Struct struct, int depth) {
        String separator = "{";
        for (Struct.Field field : struct.fields().values()) {
            page.add(separator);
            quoted(field.json());
            page.add(':');
            write(field.value(), depth + 1);
            separator = ",";
        }
        page.add("}");
    }

    private static String number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number))
            throw new Refusal("cannot write " + Floats.format(number, 'g', Floats.SHORTEST) + " in JSON");
        double size = Math.abs(number);
        boolean exponent = size != 0 && (size < 1e-6 || size >= 1e21);
        String text = Floats.format(number, exponent ? 'e' : 'f', Floats.SHORTEST);
        // JavaScript writes small exponents with one digit.
        return text.replace("e-0", "e-");
    }

    private void quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) escape(text.charAt(i), quoted);
        page.add(quoted.append('"').toString());
    }

    private static void escape(char c, StringBuilder quoted) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append(c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                boolean markup = c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
                if (c < ' ' || markup) quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                else quoted.append(c);
            }
        }
    }
}
