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
import java.util.function.BooleanSupplier;

/** Runs searches on threads of their own: a slow one delays neither intake nor pages, and not every other search. */
final class SearchDesk implements Searches {
    private final Workers workers;
    private final EventStore store;
    private final EventParser parser;
    private final Metrics metrics;
    private final BooleanSupplier catchingUp;

    /** @param catchingUp whether the index still lacks events that are durable: what is found is not all then */
    SearchDesk(Workers workers, EventStore store, EventParser parser, BooleanSupplier catchingUp, Metrics metrics) {
        this.catchingUp = catchingUp;
        this.workers = workers;
        this.store = store;
        this.parser = parser;
        this.metrics = metrics;
    }

    @Override
    public Future<SearchResult> search(SearchRequest request) {
        return workers.call(timed(() -> {
            boolean partial = catchingUp.getAsBoolean();
            SearchResult found = store.search(request);
            return partial ? partial(found) : found;
        }));
    }

    private static SearchResult partial(SearchResult found) {
        return new SearchResult(found.events(), found.cursor(), found.total(), false, true, found.plan());
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
