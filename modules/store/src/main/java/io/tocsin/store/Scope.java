package io.tocsin.store;

import io.tocsin.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Which events are asked about, and how long it may take.
 *
 * @param query the condition
 * @param from events of this time or later; {@link Instant#MIN} for all
 * @param to events before this time; {@link Instant#MAX} for all
 * @param patience how long it may take: then it ends with what it has, and says so
 * @param gone whether whoever asked has left; asked often, from the thread that searches
 */
public record Scope(Query query, Instant from, Instant to, Duration patience, BooleanSupplier gone) {
    /** All of time, for somebody who waits. */
    public static Scope of(Query query, Duration patience) {
        return new Scope(query, Instant.MIN, Instant.MAX, patience, () -> false);
    }
}
