package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * The instants at which a group is looked at on schedule.
 *
 * @param first the earliest that counts
 * @param every from one to the next; positive
 */
record Ticks(Instant first, Duration every) {
    /** The first one that is not before an instant. */
    Instant from(Instant earliest) {
        Duration late = Duration.between(first, earliest);
        if (!late.isPositive()) return first;
        long whole = late.dividedBy(every);
        Instant tick = first.plus(every.multipliedBy(whole));
        return tick.isBefore(earliest) ? tick.plus(every) : tick;
    }
}
