package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/** What one measure knows of one group. The order in which values arrive changes no result. */
interface Cell {
    /** A whole number beyond this is not the only one that its double stands for. */
    double WHOLE_MAX = 0x1p53;

    /** A finite number, of so many events. */
    default void number(double value, long events) {}

    default void text(String value) {}

    /** A Long, a Double, or null when there was nothing to calculate with. */
    @Nullable
    Object result();

    /** A whole number as one, so that it is not written with a point. */
    static Object of(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= WHOLE_MAX) return (long) value;
        return value;
    }

    /** The least or the greatest number. */
    final class Extreme implements Cell {
        private final boolean greatest;
        private double found = Double.NaN;

        Extreme(boolean greatest) {
            this.greatest = greatest;
        }

        @Override
        public void number(double value, long events) {
            if (greatest ? !(value <= found) : !(value >= found)) found = value;
        }

        @Override
        public @Nullable Object result() {
            return Double.isNaN(found) ? null : Cell.of(found);
        }
    }

    /** Another percentile of numbers that the first one of their field keeps. */
    record Percentile(Distribution numbers, double quantile) implements Cell {
        @Override
        public @Nullable Object result() {
            return numbers.isEmpty() ? null : Cell.of(numbers.at(quantile));
        }
    }
}
