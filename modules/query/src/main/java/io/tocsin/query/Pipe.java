package io.tocsin.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step from events to an answer. Immutable; whatever can be built can be printed, and reads back equal. */
public sealed interface Pipe {
    /** More columns fit on no screen, and each takes memory in every row. */
    int MEASURES_MAX = 16;

    /** With more keys nearly every event is a row of its own. */
    int KEYS_MAX = 8;

    /** A year: what is longer is no series. */
    Duration BUCKET_MAX = Duration.ofDays(366);

    /** How many values {@code top} lists when no number is given: what people take in at a glance. */
    int TOP_DEFAULT = 10;

    /**
     * Groups events and measures each group: {@code count, p95(duration_ms) by service, 1m}. An event counts with the first
     * value of a field; one without the field is in the group of the missing value.
     *
     * @param measures at least one, at most {@link #MEASURES_MAX}, none twice
     * @param by fields, at most {@link #KEYS_MAX}, none twice; empty for one group. Not the time, and not {@code _id}
     * @param bucket length of a stretch of event time that is a key of its own, counted from the epoch; null for none. Whole
     *     milliseconds, at most {@link #BUCKET_MAX}
     */
    record Stats(
            List<Measure> measures,
            List<String> by,
            @Nullable Duration bucket) implements Pipe {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException for what the parameters exclude
         */
        public Stats {
            measures = List.copyOf(measures);
            by = List.copyOf(by);
            if (measures.isEmpty())
                throw new IllegalArgumentException("cannot make a table of no measures: write count, or sum(field)");
            checkSize("measures", measures, MEASURES_MAX);
            checkSize("fields to group by", by, KEYS_MAX);
            for (String field : by) Check.key(field);
            if (bucket != null) Check.bucket(bucket);
        }

        private static void checkSize(String what, List<?> parts, int most) {
            if (parts.size() > most)
                throw new IllegalArgumentException(
                        "cannot use " + parts.size() + " " + what + ": at most " + most + " are allowed");
            if (new HashSet<>(parts).size() < parts.size())
                throw new IllegalArgumentException("cannot use one of the " + what + " twice: name each of them once");
        }

        /** Names of the columns: {@code time} if there is a bucket, the fields, the measures as {@link Measure#name()}. */
        public List<String> columns() {
            List<String> columns = new ArrayList<>();
            if (bucket != null) columns.add("time");
            columns.addAll(by);
            for (Measure measure : measures) columns.add(measure.name());
            return List.copyOf(columns);
        }

        /**
         * The start of the bucket that a time is in: the next multiple of the length from the epoch at or before it.
         *
         * @param millis of the epoch, may be negative
         * @return milliseconds of the epoch; 0 without a bucket
         */
        public long bucketStart(long millis) {
            if (bucket == null) return 0;
            long length = bucket.toMillis();
            return Math.floorDiv(millis, length) * length;
        }
    }

    /**
     * The most frequent values, the most frequent first: {@code top 10 extra.ip}. Events without the field do not count.
     *
     * @param limit at least 1, at most {@link Tally#GROUPS_MAX}
     */
    record Top(int limit, String field) implements Pipe {
        /**
         * Checks both.
         *
         * @throws IllegalArgumentException for what the parameters exclude
         */
        public Top {
            Check.rows(limit);
            Check.key(field);
        }

        Stats stats() {
            return new Stats(List.of(Measure.count()), List.of(field), null);
        }
    }

    /**
     * Orders the rows of a table by a column: numbers before text, levels by rank, what is missing last in both directions.
     * Rows that are equal so stay in the order they were in.
     *
     * @param column one of {@link Stats#columns()}; a measure where a field has the same name
     */
    record Sort(String column, boolean descending) implements Pipe {}

    /**
     * Keeps the first rows of a table.
     *
     * @param rows at least 1, at most {@link Tally#GROUPS_MAX}
     */
    record Limit(int rows) implements Pipe {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException for a number outside the bounds
         */
        public Limit {
            Check.rows(rows);
        }
    }

    /**
     * What is calculated of a group.
     *
     * @param field null for {@link Kind#COUNT}; not the time, and not {@code _id}
     * @param quantile between 0 and 1, in steps of 0.0001, for {@link Kind#PERCENTILE} only; 0 for the others
     */
    record Measure(Kind kind, @Nullable String field, double quantile) {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException for what the parameters exclude
         */
        public Measure {
            if (kind == Kind.COUNT && field != null)
                throw new IllegalArgumentException("cannot count the field '" + field
                        + "': count counts events; ask for " + field + ":* before the pipe, or for distinct(" + field
                        + ")");
            if (kind != Kind.COUNT) Check.measured(Functions.word(kind, quantile), field);
            quantile = kind == Kind.PERCENTILE ? Functions.exact(quantile) : 0;
        }

        /** Counts events. */
        public static Measure count() {
            return new Measure(Kind.COUNT, null, 0);
        }

        /** Any calculation but COUNT and PERCENTILE, which have their own. */
        public static Measure of(Kind kind, String field) {
            return new Measure(kind, field, 0);
        }

        /** The value at a quantile: 0.95 for p95. */
        public static Measure percentile(String field, double quantile) {
            return new Measure(Kind.PERCENTILE, field, quantile);
        }

        /** The name of its column: {@code count}, {@code sum(extra.amount)}, {@code p95(duration_ms)}. */
        public String name() {
            String word = Functions.word(kind, quantile);
            return field == null ? word : word + "(" + field + ")";
        }

        /** The field; only for measures that have one. */
        String measured() {
            return Objects.requireNonNull(field, "COUNT has no field");
        }

        String print() {
            String word = Functions.word(kind, quantile);
            return field == null ? word : word + "(" + Escapes.name(field) + ")";
        }
    }

    /** The calculations. All but COUNT and DISTINCT take the values that are numbers ({@link Numbers}), and skip the others. */
    enum Kind {
        /** How many events. */
        COUNT,
        /**
         * The sum; 0 of nothing. It is the exact sum of the numbers as doubles, rounded once, and so whole numbers are exact up
         * to 2^53; nothing where it is beyond what a double holds.
         */
        SUM,
        /** The mean; nothing of nothing. */
        AVG,
        /** The least; nothing of nothing. */
        MIN,
        /** The greatest; nothing of nothing. */
        MAX,
        /**
         * The value at the nearest rank: the least one that at least the share {@code quantile} of the values does not exceed.
         * Exact for up to {@link Tally#EXACT_VALUES} different values of a group (fewer where more than 2,000 groups have so
         * many), beyond within 1 % of it, if it is more than the 10^13th part of the greatest; nothing of nothing.
         */
        PERCENTILE,
        /**
         * How many different values, case counts. Exact for up to {@link Tally#EXACT_DISTINCT} of a group (fewer where more than
         * 200 groups have so many), beyond with a standard error of 1.2 %.
         */
        DISTINCT
    }
}
