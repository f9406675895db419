package io.tocsin.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bounds of a comparison, read once: what {@link Compare} and {@link Between} have in common. */
sealed interface Range {
    /** Whether a value lies within. */
    boolean contains(String value);

    /** One end; a null end is an open one. */
    record End(String text, boolean inclusive) {}

    /**
     * Reads the ends in the order that fits them.
     *
     * @throws IllegalArgumentException for a bound on the time that is no time
     */
    static Range of(String field, Order order, @Nullable End low, @Nullable End high) {
        return switch (order) {
            case NUMBER, LEVEL -> Numeric.of(order, low, high);
            case TIME -> Timed.of(field, low, high);
            case TEXT -> new Textual(low, high);
        };
    }

    /** Numbers, and levels by rank. Both ends are inclusive: beyond an exclusive bound lies the next double. */
    record Numeric(Order order, double low, double high) implements Range {
        private static Numeric of(Order order, @Nullable End low, @Nullable End high) {
            double from = low == null ? Double.NEGATIVE_INFINITY : number(order, low.text());
            double to = high == null ? Double.POSITIVE_INFINITY : number(order, high.text());
            return new Numeric(
                    order,
                    low == null || low.inclusive() ? from : Math.nextUp(from),
                    high == null || high.inclusive() ? to : Math.nextDown(to));
        }

        private static double number(Order order, String text) {
            return order == Order.LEVEL ? Levels.rank(text) : Numbers.orNaN(text);
        }

        /** NaN is within nothing. */
        @Override
        public boolean contains(String value) {
            double number = number(order, value);
            return number >= low && number <= high;
        }
    }

    /** The time of the event; both ends are inclusive, to the nanosecond. */
    record Timed(Instant low, Instant high) implements Range {
        private static Timed of(String field, @Nullable End low, @Nullable End high) {
            Instant from = low == null ? Instant.MIN : time(field, low.text());
            Instant to = high == null ? Instant.MAX : time(field, high.text());
            return new Timed(
                    low == null || low.inclusive() ? from : from.plusNanos(1),
                    high == null || high.inclusive() ? to : to.minusNanos(1));
        }

        private static Instant time(String field, String text) {
            Instant time = Times.of(text);
            if (time != null) return time;
            throw new IllegalArgumentException("cannot compare " + field + " with '" + text
                    + "': write a time such as 2026-11-20T10:00:00Z, a date or an epoch");
        }

        @Override
        public boolean contains(String value) {
            Instant time = Times.of(value);
            return time != null && contains(time);
        }

        boolean contains(Instant time) {
            return !time.isBefore(low) && !time.isAfter(high);
        }
    }

    /** Folded text, in the order of its code points. */
    record Textual(@Nullable End low, @Nullable End high) implements Range {
        @Override
        public boolean contains(String value) {
            return isWithin(low, low == null ? 0 : Words.compare(value, low.text()))
                    && isWithin(high, high == null ? 0 : Words.compare(high.text(), value));
        }

        private static boolean isWithin(@Nullable End end, int distance) {
            return end == null || distance > 0 || (distance == 0 && end.inclusive());
        }
    }
}
