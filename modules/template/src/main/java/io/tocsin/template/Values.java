package io.tocsin.template;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a template works on: {@link Nil}, Boolean, Long, Double, String, {@link Safe}, ZonedDateTime, Duration, List, Map, {@link
 * Struct}. Whatever else is handed in becomes one of these as it is looked at, or its text.
 */
final class Values {
    static final ZoneId UTC = ZoneId.of("UTC");

    /** Lists in lists: no text of a person nests deeper, and printing walks down by recursion. */
    static final int MAX_NESTING = 50;

    private Values() {}

    static Object of(@Nullable Object raw) {
        return switch (raw) {
            case null -> Nil.NIL;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Long number -> number;
            case Number number -> number.doubleValue();
            case Instant instant -> instant.atZone(UTC);
            case OffsetDateTime time -> time.toZonedDateTime();
            case Optional<?> optional -> of(optional.orElse(null));
            case AlertmanagerData data -> data.dot();
            case Collection<?> items -> items instanceof List<?> ? items : new ArrayList<>(items);
            case Nil nil -> nil;
            case Boolean flag -> flag;
            case Safe safe -> safe;
            case Struct struct -> struct;
            case ZonedDateTime time -> time;
            case Duration duration -> duration;
            case Map<?, ?> map -> map;
            default -> String.valueOf(raw);
        };
    }

    /** What counts as true in a condition: all but nil, false, zero and what is empty. */
    static boolean isTrue(Object value) {
        return switch (value) {
            case Nil nil -> false;
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case Safe safe -> !safe.text().isEmpty();
            case Collection<?> items -> !items.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Duration duration -> !duration.isZero();
            default -> true;
        };
    }

    /** The entries of a map in the order of their keys. */
    static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), of(value)));
        return sorted;
    }

    /** The type as Go names it, for {@code %T} and complaints in printed text. */
    static String type(Object value) {
        return switch (value) {
            case Nil nil -> "<nil>";
            case Boolean flag -> "bool";
            case Long number -> "int";
            case Double number -> "float64";
            case Safe safe -> "template." + safe.kind();
            case ZonedDateTime time -> "time.Time";
            case Duration duration -> "time.Duration";
            case KeyValues labels -> "template.KV";
            case Collection<?> items -> "[]interface {}";
            case Map<?, ?> map -> "map[string]interface {}";
            case Struct struct -> "template." + struct.type();
            default -> "string";
        };
    }

    /** What an error calls it. */
    static String shown(Object value) {
        return switch (value) {
            case Nil nil -> "nil (nothing)";
            case Boolean flag -> "the truth value " + flag;
            case Long number -> "the number " + number;
            case Double number -> "the number " + number;
            case String text -> "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
            case Safe safe -> "text";
            case ZonedDateTime time -> "a time";
            case Duration duration -> "a duration";
            case Collection<?> items -> "a list";
            case Map<?, ?> map -> "a map";
            case Struct struct -> "a value of type " + struct.type();
            default -> "a value";
        };
    }

    /** How much there is to read, for {@link Budget#work}. */
    static int size(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Safe safe -> safe.text().length();
            case Collection<?> items -> items.size();
            case Map<?, ?> map -> map.size();
            default -> 0;
        };
    }

    /** Go's texts are bytes: lengths and positions count in UTF-8. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
