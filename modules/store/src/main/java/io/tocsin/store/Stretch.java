package io.tocsin.store;

import java.time.Instant;

/**
 * A stretch of time as {@link IndexTime}, both ends included.
 *
 * @param from greater than {@code to} when it is empty
 */
record Stretch(long from, long to) {
    static final Stretch ALWAYS = new Stretch(IndexTime.FIRST, IndexTime.LAST);
    private static final Stretch NEVER = new Stretch(IndexTime.LAST, IndexTime.FIRST);

    /** From a first instant to before a last one; {@link Instant#MAX} stands for all later times. */
    static Stretch of(Instant from, Instant to) {
        long first = IndexTime.of(from);
        long end = IndexTime.of(to);
        if (end == IndexTime.LAST) return new Stretch(first, end);
        return end == IndexTime.FIRST || first >= end ? NEVER : new Stretch(first, end - 1);
    }

    boolean has(long time) {
        return time >= from && time <= to;
    }
}
