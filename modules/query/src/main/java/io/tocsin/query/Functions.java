package io.tocsin.query;

import io.tocsin.query.Pipe.Kind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of calculations: ours, and those that people bring along from other log searches. */
final class Functions {
    /** A percentile has two digits behind its point at most, so that its rank is a matter of whole numbers. */
    static final int STEPS = 10_000;

    private static final double ROUNDING = 1e-9;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("count", Kind.COUNT),
            Map.entry("sum", Kind.SUM),
            Map.entry("avg", Kind.AVG),
            Map.entry("average", Kind.AVG),
            Map.entry("mean", Kind.AVG),
            Map.entry("min", Kind.MIN),
            Map.entry("max", Kind.MAX),
            Map.entry("distinct", Kind.DISTINCT),
            Map.entry("dc", Kind.DISTINCT),
            Map.entry("distinct_count", Kind.DISTINCT),
            Map.entry("count_distinct", Kind.DISTINCT),
            Map.entry("count_uniq", Kind.DISTINCT),
            Map.entry("cardinality", Kind.DISTINCT));

    private Functions() {}

    /**
     * A name that was read.
     *
     * @param quantile 0 for all but percentiles
     */
    record Named(Kind kind, double quantile) {}

    /** The calculation of a name in any case, or null. */
    static @Nullable Named of(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        Kind kind = KINDS.get(word);
        if (kind != null) return new Named(kind, 0);
        if (word.equals("median")) return new Named(Kind.PERCENTILE, 0.5);
        int steps = word.startsWith("perc")
                ? steps(word.substring(4))
                : word.startsWith("p") ? steps(word.substring(1)) : 0;
        return steps == 0 ? null : new Named(Kind.PERCENTILE, (double) steps / STEPS);
    }

    /** Reads {@code 95} or {@code 99.9} as parts of {@link #STEPS}; 0 for what is no percentile. */
    private static int steps(String percent) {
        int point = percent.indexOf('.');
        String whole = point < 0 ? percent : percent.substring(0, point);
        String part = point < 0 ? "" : percent.substring(point + 1);
        if (whole.isEmpty() || whole.length() > 2 || part.length() > 2 || (point >= 0 && part.isEmpty())) return 0;
        String digits = whole + part + "0".repeat(2 - part.length());
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(digits) : 0;
    }

    static int steps(double quantile) {
        return (int) Math.round(quantile * STEPS);
    }

    /**
     * The quantile as it would be read.
     *
     * @throws IllegalArgumentException outside of 0 and 1, and between the steps
     */
    static double exact(double quantile) {
        if (!(quantile > 0 && quantile < 1))
            throw new IllegalArgumentException("cannot use the quantile " + quantile
                    + ": it lies between 0 and 1; write min(field) or max(field)");
        double exact = (double) steps(quantile) / STEPS;
        if (exact == 0 || exact == 1 || Math.abs(exact - quantile) > ROUNDING)
            throw new IllegalArgumentException("cannot use the quantile " + quantile
                    + ": a percentile has two digits behind its point at most, as p99.99");
        return exact;
    }

    /** The name that we write. */
    static String word(Kind kind, double quantile) {
        if (kind != Kind.PERCENTILE) return kind.name().toLowerCase(Locale.ROOT);
        int steps = steps(quantile);
        String part =
                steps % 100 == 0 ? "" : steps % 10 == 0 ? "." + steps / 10 % 10 : "." + steps / 10 % 10 + steps % 10;
        return "p" + steps / 100 + part;
    }
}
