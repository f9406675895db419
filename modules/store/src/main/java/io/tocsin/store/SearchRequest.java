package io.tocsin.store;

import io.tocsin.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What to look for, and how long.
 *
 * @param query the condition
 * @param from events of this time or later; {@link Instant#MIN} for all
 * @param to events before this time; {@link Instant#MAX} for all
 * @param limit events to return at most, 0 to count only
 * @param order of the events returned, by time and then by id
 * @param cursor where to go on, as the result before gave it; null to begin
 * @param patience how long the search may take: then it ends with what it has, so that it cannot starve others
 * @param total how far matching events are counted
 * @param gone whether whoever asked has left; asked often, from the thread that searches
 */
public record SearchRequest(
        Query query,
        Instant from,
        Instant to,
        int limit,
        Order order,
        @Nullable String cursor,
        Duration patience,
        Total total,
        BooleanSupplier gone) {
    /** More in one answer would only fill memory: page through them. */
    public static final int LIMIT_MAX = 10_000;

    /** Whoever waits for longer has gone, and the reader of the index keeps old files alive. */
    private static final Duration PATIENCE_MAX = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public SearchRequest {
        if (limit < 0 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "cannot search for " + limit + " events: the limit is between 0 and " + LIMIT_MAX);
        }
        if (patience.isNegative() || patience.compareTo(PATIENCE_MAX) > 0) {
            throw new IllegalArgumentException(
                    "cannot search for " + patience + ": the time is between 0 and " + PATIENCE_MAX);
        }
    }

    /** How far matching events are counted. */
    public enum Total {
        /** Only as far as the page needs. */
        NONE,
        /** Up to ten thousand: people want to know whether there are many, not how many millions. */
        BOUNDED,
        /** All of them, as far as patience goes. */
        EXACT
    }

    /** Which end of time comes first. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /** The newest events of all time, with ten seconds of patience. */
    public static SearchRequest newest(Query query, int limit) {
        return new SearchRequest(
                query, Instant.MIN, Instant.MAX, limit, Order.NEWEST_FIRST, null, PATIENCE, Total.BOUNDED, () -> false);
    }

    /** The same request, going on at a cursor. */
    public SearchRequest at(@Nullable String next) {
        return new SearchRequest(query, from, to, limit, order, next, patience, total, gone);
    }

    /** The same request, in another order. */
    public SearchRequest in(Order other) {
        return new SearchRequest(query, from, to, limit, other, cursor, patience, total, gone);
    }

    /** The same request, for another stretch of time. */
    public SearchRequest between(Instant start, Instant end) {
        return new SearchRequest(query, start, end, limit, order, cursor, patience, total, gone);
    }

    /** The same request with another time limit. */
    public SearchRequest patient(Duration time) {
        return new SearchRequest(query, from, to, limit, order, cursor, time, total, gone);
    }

    /** The same request, with matching events counted so far. */
    public SearchRequest counting(Total how) {
        return new SearchRequest(query, from, to, limit, order, cursor, patience, how, gone);
    }

    /** The same request, for somebody who may leave. */
    public SearchRequest until(BooleanSupplier left) {
        return new SearchRequest(query, from, to, limit, order, cursor, patience, total, left);
    }
}
