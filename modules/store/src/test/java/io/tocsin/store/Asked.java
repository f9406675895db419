package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the contracts ask, in few words. */
final class Asked {
    /** Long enough for any machine: what runs out of it is broken. */
    static final Duration PATIENT = Duration.ofMinutes(5);

    /** The order of pages. */
    static final Comparator<LogEvent> OLDEST_FIRST = Comparator.comparingLong(
                    (LogEvent event) -> IndexTime.of(event.time()))
            .thenComparingLong(LogEvent::id);

    private Asked() {}

    static SearchRequest newest(Query query) {
        return SearchRequest.newest(query, 1_000).patient(PATIENT);
    }

    static SearchRequest newest(String query) {
        return newest(Query.parse(query));
    }

    static SearchRequest limited(String query, int limit) {
        return SearchRequest.newest(Query.parse(query), limit).patient(PATIENT);
    }

    static Scope scope(String query) {
        return Scope.of(Query.parse(query), PATIENT);
    }

    static List<Long> ids(SearchResult result) {
        return ids(result.events());
    }

    static List<Long> ids(List<FoundEvent> found) {
        return found.stream().map(FoundEvent::id).toList();
    }

    static List<Long> sent(List<LogEvent> events) {
        return events.stream().map(LogEvent::id).toList();
    }

    /** How many events match. */
    static long total(EventStore store, String query) throws IOException {
        SearchResult result = store.search(limited(query, 0).counting(SearchRequest.Total.EXACT));
        if (!result.totalExact()) throw new AssertionError("total of " + query + " is not exact");
        return result.total();
    }

    /** The events of all pages. */
    static List<FoundEvent> pages(EventStore store, SearchRequest request) throws IOException {
        List<FoundEvent> found = new ArrayList<>();
        @Nullable String cursor = request.cursor();
        do {
            SearchResult page = store.search(request.at(cursor));
            if (page.partial()) throw new AssertionError("a patient search is partial: " + request.query());
            found.addAll(page.events());
            cursor = page.cursor();
        } while (cursor != null);
        return found;
    }

    /** Lets the store do all that can wait; fails when it never ends. */
    static void maintainToTheEnd(EventStore store) throws IOException {
        for (int pieces = 0; store.maintain(); pieces++) {
            if (pieces > 100_000) throw new AssertionError("maintain never ends");
        }
    }

    /** An order to delete everything that matches, of what was accepted so far. */
    static Deletion deletion(String id, Query query, long lastEventId) {
        return new Deletion(
                id,
                query,
                Instant.MIN,
                Instant.MAX,
                lastEventId,
                RandomEvents.START,
                "anna",
                "leaked by mistake: a|b \"c\" ü\nnew line",
                false);
    }
}
