package io.tocsin.server;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.store.EventStore;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Stored events in the order of time, page by page. */
final class PastEvents {
    /** Nobody waits for it, and a page is never left half read. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EventStore store;
    private final EventParser parser;

    PastEvents(EventStore store, EventParser parser) {
        this.store = store;
        this.parser = parser;
    }

    /**
     * Shows all matching events. Blocks.
     *
     * @param to only events before it
     * @param upTo ids above it are left out
     */
    void read(Query match, Instant from, Instant to, long upTo, Consumer<LogEvent> each) throws IOException {
        SearchRequest request = SearchRequest.newest(match, SearchRequest.LIMIT_MAX)
                .in(SearchRequest.Order.OLDEST_FIRST)
                .between(from, to)
                .counting(SearchRequest.Total.NONE)
                .patient(PATIENCE);
        String cursor = null;
        do {
            SearchResult page = store.search(request.at(cursor));
            for (FoundEvent found : page.events()) {
                if (found.id() <= upTo) each.accept(parser.parse(found.id(), found.receivedAt(), found.json()));
            }
            cursor = page.cursor();
        } while (cursor != null);
    }
}
