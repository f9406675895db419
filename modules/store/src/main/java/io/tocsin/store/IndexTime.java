package io.tocsin.store;

import java.time.Instant;

/**
 * Instants as the index sorts them: nanoseconds since 1970 in 64 bits. Times before 1677 or after 2262 are kept as the first
 * or last number: such events sort by id among each other.
 */
final class IndexTime {
    static final long FIRST = Long.MIN_VALUE;
    static final long LAST = Long.MAX_VALUE;

    private static final long NANOS = 1_000_000_000L;
    private static final Instant MIN = at(FIRST);
    private static final Instant MAX = at(LAST);

    private IndexTime() {}

    static long of(Instant time) {
        if (time.compareTo(MIN) <= 0) return FIRST;
        if (time.compareTo(MAX) >= 0) return LAST;
        long seconds = time.getEpochSecond();
        // Before 1970 the whole seconds alone may lie below the range that the sum is in.
        return seconds < 0 ? (seconds + 1) * NANOS + (time.getNano() - NANOS) : seconds * NANOS + time.getNano();
    }

    static Instant at(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Whether the number stands for more than one instant. */
    static boolean isVague(long nanos) {
        return nanos == FIRST || nanos == LAST;
    }
}
