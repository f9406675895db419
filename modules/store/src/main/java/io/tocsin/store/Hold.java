package io.tocsin.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events that must not be let go of or deleted, whatever the policy says: evidence, a legal hold.
 *
 * @param id names it
 * @param from events of this time or later; {@link Instant#MIN} for all
 * @param to events up to and at this time; {@link Instant#MAX} for all
 * @param keepClass only of this retention class; null for any
 * @param at when it was ordered
 * @param by who ordered it
 * @param reason why
 */
public record Hold(
        String id, Instant from, Instant to, @Nullable String keepClass, Instant at, String by, String reason) {
    /**
     * A hold.
     *
     * @throws IllegalArgumentException when it ends before it begins, or has no id
     */
    public Hold {
        if (id.isBlank()) throw new IllegalArgumentException("cannot hold events without an id for the hold");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("cannot hold events from " + from + " to " + to + ": it ends too early");
        }
    }

    /** Whether it may hold events of a partition. */
    boolean touches(PartitionInfo partition) {
        return (keepClass == null || keepClass.equals(partition.keepClass()))
                && !partition.to().isBefore(from)
                && !partition.from().isAfter(to);
    }

    /**
     * Whether it may hold some of what a deletion is about, the class aside: a deletion does not know classes.
     *
     * @param start of the deletion
     * @param end of the deletion, excluded
     */
    public boolean touches(Instant start, Instant end) {
        return start.isBefore(end) && end.isAfter(from) && !start.isAfter(to);
    }
}
