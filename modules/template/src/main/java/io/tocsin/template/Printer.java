package io.tocsin.template;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints values as Go's {@code %v} does. */
final class Printer {
    private static final String NO_VALUE = "<no value>";

    private Printer() {}

    /** What an action writes: nothing that exists is told apart from nil elsewhere. */
    static String action(Object value) {
        return value == Nil.NIL ? NO_VALUE : print(value);
    }

    static String print(Object value) {
        if (value instanceof String text) return text;
        Page page = new Page();
        new Verb('v').write(value, page, 0);
        return page.toString();
    }

    /** Several values as {@code fmt.Sprint} joins them: with a space between two that are no text. */
    static String print(List<Object> values) {
        Page page = new Page();
        boolean textBefore = true;
        for (Object value : values) {
            boolean text = value instanceof String;
            if (!page.isEmpty() && !text && !textBefore) page.add(' ');
            page.add(print(value));
            textBefore = text;
        }
        return page.toString();
    }

    /** Writes what has parts, and each part by the verb. */
    static boolean parts(Object value, Verb verb, Page page, int depth) {
        if (depth > Values.MAX_NESTING)
            throw new Refusal("cannot print lists nested deeper than " + Values.MAX_NESTING + " levels");
        switch (value) {
            case List<?> items -> join("[", items, "]", verb, page, depth);
            case Struct struct ->
                join(
                        "{",
                        struct.fields().values().stream()
                                .map(Struct.Field::value)
                                .toList(),
                        "}",
                        verb,
                        page,
                        depth);
            case Map<?, ?> map -> map(map, verb, page, depth);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void join(String open, List<?> items, String close, Verb verb, Page page, int depth) {
        page.add(open);
        boolean first = true;
        for (Object item : items) {
            if (!first) page.add(' ');
            verb.write(Values.of(item), page, depth + 1);
            first = false;
        }
        page.add(close);
    }

    private static void map(Map<?, ?> map, Verb verb, Page page, int depth) {
        page.add("map[");
        boolean first = true;
        for (Map.Entry<String, Object> entry : Values.sorted(map).entrySet()) {
            if (!first) page.add(' ');
            verb.write(entry.getKey(), page, depth + 1);
            page.add(':');
            verb.write(entry.getValue(), page, depth + 1);
            first = false;
        }
        page.add("]");
    }

    /** The text of what has a text of its own; empty for what is printed by its kind. */
    static Optional<String> ownText(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Safe safe -> Optional.of(safe.text());
            case ZonedDateTime time -> Optional.of(Times.print(time));
            case Duration duration -> Optional.of(Durations.print(duration));
            case HasMethods object ->
                object.method("String")
                        .map(method -> String.valueOf(method.call(new Arguments("String", List.of(), NoContext.NONE))));
            default -> Optional.empty();
        };
    }
}
