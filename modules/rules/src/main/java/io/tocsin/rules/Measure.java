package io.tocsin.rules;

/**
 * A number that is taken of the events of a window, one file per kind of state. The value of an event is its first value
 * of the field, if that is a number; others are skipped and counted.
 */
public sealed interface Measure {
    /** {@code count()}. */
    record Count() implements Measure {}

    /** {@code rate()}: events a second. */
    record Rate() implements Measure {}

    /** {@code sum(f)}; zero of nothing. */
    record Sum(String field) implements Measure {}

    /** {@code avg(f)}. */
    record Average(String field) implements Measure {}

    /** {@code min(f)}. */
    record Least(String field) implements Measure {}

    /** {@code max(f)}. */
    record Most(String field) implements Measure {}

    /** {@code stddev(f)}: of the population. */
    record Deviation(String field) implements Measure {}

    /** {@code p50(f)} … {@code p99.9(f)}: with a relative error of 1 %. */
    record Percentile(String field, double rank) implements Measure {}

    /** {@code distinct(f)}. */
    record Distinct(String field) implements Measure {}

    /** The measure as it is written in a rule file. */
    default String print() {
        return switch (this) {
            case Count count -> "count()";
            case Rate rate -> "rate()";
            case Sum sum -> "sum(" + sum.field + ")";
            case Average average -> "avg(" + average.field + ")";
            case Least least -> "min(" + least.field + ")";
            case Most most -> "max(" + most.field + ")";
            case Deviation deviation -> "stddev(" + deviation.field + ")";
            case Percentile percentile -> "p" + trimmed(percentile.rank) + "(" + percentile.field + ")";
            case Distinct distinct -> "distinct(" + distinct.field + ")";
        };
    }

    private static String trimmed(double rank) {
        return rank == Math.rint(rank) ? Long.toString((long) rank) : Double.toString(rank);
    }
}
