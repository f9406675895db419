package io.tocsin.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events.
 *
 * @param events in the order asked for
 * @param cursor where the next page begins; null when there is none. It stays good while events are added
 * @param total matching events as counted for the first page
 * @param totalExact whether that is all of them, or only at least so many
 * @param partial whether patience ran out: there may be more events even on this page, and the cursor, when there is one,
 *     leads to them
 * @param plan how it was found
 */
public record SearchResult(
        List<FoundEvent> events,
        @Nullable String cursor,
        long total,
        boolean totalExact,
        boolean partial,
        SearchPlan plan) {
    public SearchResult {
        events = List.copyOf(events);
    }

    /** A page found without any plan to speak of. */
    public SearchResult(
            List<FoundEvent> events, @Nullable String cursor, long total, boolean totalExact, boolean partial) {
        this(events, cursor, total, totalExact, partial, SearchPlan.NONE);
    }
}
