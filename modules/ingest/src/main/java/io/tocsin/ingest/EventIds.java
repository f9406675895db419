package io.tocsin.ingest;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Numbers events in the order of acceptance. A run starts at the milliseconds of the clock times 65,536, or after the last
 * number known where the clock is behind it, so numbers grow over restarts even when the memory of the last run is lost.
 * Safe for any thread.
 */
public final class EventIds implements LongSupplier {
    /** Room for 65,536 events per millisecond before a run could meet the numbers of the next one. */
    private static final int BITS_PER_MILLI = 16;

    private final AtomicLong next;

    private EventIds(long first) {
        next = new AtomicLong(first);
    }

    /** Goes on after the last number that is known to be in use; 0 when none is. */
    public static EventIds after(long lastKnown, Instant now) {
        return new EventIds(Math.max(lastKnown + 1, now.toEpochMilli() << BITS_PER_MILLI));
    }

    @Override
    public long getAsLong() {
        return next.getAndIncrement();
    }
}
