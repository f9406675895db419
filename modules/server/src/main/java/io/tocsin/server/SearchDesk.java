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
    public Future<SearchResult> search(String client, SearchRequest request) {
        return run(client, () -> store.search(request));
    }

    @Override
    public Future<TableResult> table(String client, Scope scope, List<Pipe> pipes) {
        return run(client, () -> store.table(scope, pipes));
    }

    @Override
    public Future<FieldsResult> fields(String client, Scope scope) {
        return run(client, () -> store.fields(scope));
    }

    @Override
    public Future<List<PartitionInfo>> partitions(String client) {
        return run(client, store::partitions);
    }

    @Override
    public Future<List<LogEvent>> correlated(String client, String id, int limit) {
        return run(
                client,
                () -> store.correlated(id, limit).stream()
                        .map(found -> parser.parse(found.id(), found.receivedAt(), found.json()))
                        .toList());
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
