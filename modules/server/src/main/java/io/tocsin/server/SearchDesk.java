package io.tocsin.server;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.server.api.Searches;
import io.tocsin.store.EventStore;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs searches on threads of their own: a slow one delays neither intake nor pages, and not every other search. */
final class SearchDesk implements Searches {
    private final Workers workers;
    private final EventStore store;
    private final EventParser parser;
    private final Metrics metrics;

    SearchDesk(Workers workers, EventStore store, EventParser parser, Metrics metrics) {
        this.workers = workers;
        this.store = store;
        this.parser = parser;
        this.metrics = metrics;
    }

    @Override
    public Future<SearchResult> search(SearchRequest request) {
        return workers.call(timed(() -> store.search(request)));
    }

    @Override
    public Future<List<LogEvent>> correlated(String id, int limit) {
        return workers.call(timed(() -> store.correlated(id, limit).stream()
                .map(found -> parser.parse(found.id(), found.receivedAt(), found.json()))
                .toList()));
    }

    private <T> Callable<T> timed(Callable<T> search) {
        return () -> {
            long startedAt = System.nanoTime();
            try {
                return search.call();
            } finally {
                metrics.search(System.nanoTime() - startedAt);
            }
        };
    }
}
