package io.tocsin.server.api;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.query.Table;
import io.tocsin.store.FieldsResult;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchPlan;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.TableResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers every search with what the test put in, and remembers what was asked. */
final class MemorySearches implements Searches {
    final List<SearchRequest> asked = new CopyOnWriteArrayList<>();
    final Map<String, List<LogEvent>> byId = new ConcurrentHashMap<>();
    volatile SearchResult result = new SearchResult(List.of(), null, 0, true, false);
    volatile @Nullable RuntimeException failure;

    /** Of the last table that was asked for. */
    volatile @Nullable Scope scope;

    final List<List<Pipe>> pipes = new CopyOnWriteArrayList<>();
    final List<String> clients = new CopyOnWriteArrayList<>();
    volatile Function<List<Pipe>, TableResult> tables = asked -> table(List.of(), List.of(), 0);
    volatile FieldsResult fields = new FieldsResult(List.of(), false);
    volatile boolean catchingUp;
    volatile List<PartitionInfo> partitions = List.of();

    /** Searches as they come, to be waited for. */
    final BlockingQueue<SearchRequest> arrived = new LinkedBlockingQueue<>();

    /** Answers a search later, and then by hand; null to answer at once. */
    volatile @Nullable Promise<SearchResult> later;

    @Override
    public Future<SearchResult> search(String client, SearchRequest request) {
        clients.add(client);
        asked.add(request);
        arrived.add(request);
        Promise<SearchResult> held = later;
        return held == null ? answer(result) : held.future();
    }

    @Override
    public Future<TableResult> table(String client, Scope asked, List<Pipe> wanted) {
        clients.add(client);
        scope = asked;
        pipes.add(wanted);
        return answer(tables.apply(wanted));
    }

    @Override
    public Future<FieldsResult> fields(String client, Scope asked) {
        clients.add(client);
        scope = asked;
        return answer(fields);
    }

    @Override
    public Future<List<PartitionInfo>> partitions(String client) {
        return answer(partitions);
    }

    private <T> Future<T> answer(T value) {
        RuntimeException cause = failure;
        return cause == null ? Future.succeededFuture(value) : Future.failedFuture(cause);
    }

    static TableResult table(List<String> columns, List<List<@Nullable Object>> rows, long matched) {
        return new TableResult(new Table(columns, rows, false), matched, false, new SearchPlan(1, 2, 3, 4, 5, 6, 7));
    }

    @Override
    public Future<Correlated> correlated(String client, String id, int limit) {
        RuntimeException cause = failure;
        if (cause != null) return Future.failedFuture(cause);
        if (limit > SearchRequest.LIMIT_MAX) return Future.failedFuture(new IllegalArgumentException("limit " + limit));
        List<LogEvent> events = byId.getOrDefault(id, List.of());
        return Future.succeededFuture(new Correlated(events.subList(0, Math.min(limit, events.size())), catchingUp));
    }

    static FoundEvent found(long id, Instant time, String json) {
        return new FoundEvent(id, time, time, json.getBytes(StandardCharsets.UTF_8));
    }

    static LogEvent event(long id, Instant time, String json, String... fields) {
        Fields.Builder builder = new Fields.Builder();
        for (int i = 0; i < fields.length; i += 2) builder.add(fields[i], fields[i + 1]);
        return new LogEvent(id, time, time, json.getBytes(StandardCharsets.UTF_8), builder.build(), List.of());
    }
}
