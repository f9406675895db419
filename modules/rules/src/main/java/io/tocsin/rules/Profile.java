package io.tocsin.rules;

import io.tocsin.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * State that is kept for each key and that rules compare events with: what a user usually spends, and where.
 *
 * @param name as expressions refer to it: {@code spend.mean}
 * @param match the events that it learns from
 * @param by its keys
 * @param keep how long it remembers, in event time
 * @param values what it knows, by name
 */
public record Profile(String name, Query match, List<KeyField> by, Duration keep, Map<String, Value> values) {
    /** Keeps copies. */
    public Profile {
        by = List.copyOf(by);
        values = Map.copyOf(new TreeMap<>(values));
    }

    /** One thing that a profile knows. */
    public sealed interface Value {
        /** A number, as {@code avg(f)}. */
        @SuppressWarnings("JavaLangClash") // beside the other kinds of values
        record Number(Measure measure) implements Value {}

        /** Values that were met: {@code values(f)}; the oldest go first when there are too many. */
        record Known(KeyField field) implements Value {}

        /** The most frequent values: {@code top(f, 3)}. */
        record Top(KeyField field, int size) implements Value {}

        /** The value of the newest event: {@code last(f)}. */
        record Last(KeyField field) implements Value {}
    }
}
