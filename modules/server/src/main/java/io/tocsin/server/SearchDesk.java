package io.tocsin.server;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.server.api.Searches;
import io.tocsin.store.EventStore;
import io.tocsin.store.FieldsResult;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.TableResult;
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
    public Future<SearchResult> search(String client, SearchRequest request) {
        return run(client, () -> {
            boolean partial = catchingUp.getAsBoolean();
            SearchResult found = store.search(request);
            return partial ? partial(found) : found;
        });
    }

    private static SearchResult partial(SearchResult found) {
        return new SearchResult(found.events(), found.cursor(), found.total(), false, true, found.plan());
    }

    @Override
    public Future<TableResult> table(String client, Scope scope, List<Pipe> pipes) {
        return run(client, () -> {
            boolean partial = catchingUp.getAsBoolean();
            TableResult found = store.table(scope, pipes);
            return partial ? new TableResult(found.table(), found.matched(), true, found.plan()) : found;
        });
    }

    @Override
    public Future<FieldsResult> fields(String client, Scope scope) {
        return run(client, () -> {
            boolean partial = catchingUp.getAsBoolean();
            FieldsResult found = store.fields(scope);
            return partial ? new FieldsResult(found.fields(), true) : found;
        });
    }

    @Override
    public Future<List<PartitionInfo>> partitions(String client) {
        return run(client, store::partitions);
    }

    @Override
    public Future<Correlated> correlated(String client, String id, int limit) {
        return run(client, () -> {
            // The store has no word for what is damaged in this answer, so it may be in any.
            boolean partial = catchingUp.getAsBoolean() || !store.damages().isEmpty();
            List<LogEvent> events = store.correlated(id, limit).stream()
                    .map(found -> parser.parse(found.id(), found.receivedAt(), found.json()))
                    .toList();
            return new Correlated(events, partial);
        });
    }

    private <T> Future<T> run(String client, Callable<T> search) {
        return workers.call(client, () -> {
            long startedAt = System.nanoTime();
            try {
                return search.call();
            } finally {
                metrics.search(System.nanoTime() - startedAt);
            }
        });
    }
}
