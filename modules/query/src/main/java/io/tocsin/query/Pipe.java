package io.tocsin.query;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step from events to an answer. Immutable. */
public sealed interface Pipe {
    /**
     * Groups events and measures each group: {@code count, p95(duration_ms) by service, 1m}. An event counts with the first
     * value of a field; one without the field is in the group of the missing value.
     *
     * @param measures at least one
     * @param by fields; empty for one group
     * @param bucket length of a stretch of event time that is a key of its own, counted from the epoch; null for none
     */
    record Stats(
            List<Measure> measures,
            List<String> by,
            @Nullable Duration bucket) implements Pipe {
        public Stats {
            measures = List.copyOf(measures);
            by = List.copyOf(by);
        }
    }

    /** The most frequent values: {@code top 10 extra.ip}. */
    record Top(int limit, String field) implements Pipe {}

    /** Orders the rows of a table by a column. */
    record Sort(String column, boolean descending) implements Pipe {}

    /** Keeps the first rows of a table. */
    record Limit(int rows) implements Pipe {}

    /**
     * What is calculated of a group.
     *
     * @param field null for {@link Kind#COUNT}
     * @param quantile from 0 to 1, for {@link Kind#PERCENTILE} only
     */
    record Measure(Kind kind, @Nullable String field, double quantile) {}

    /** The calculations. All but COUNT and DISTINCT take the values that are numbers, and skip the others. */
    enum Kind {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        PERCENTILE,
        DISTINCT
    }
}
