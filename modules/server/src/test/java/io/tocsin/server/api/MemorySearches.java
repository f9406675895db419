package io.tocsin.server.api;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers every search with what the test put in, and remembers what was asked. */
final class MemorySearches implements Searches {
    final List<SearchRequest> asked = new CopyOnWriteArrayList<>();
    final Map<String, List<LogEvent>> byId = new ConcurrentHashMap<>();
    volatile SearchResult result = new SearchResult(List.of(), null, 0, true, false);
    volatile @Nullable RuntimeException failure;

    @Override
    public Future<SearchResult> search(SearchRequest request) {
        asked.add(request);
        RuntimeException cause = failure;
        return cause == null ? Future.succeededFuture(result) : Future.failedFuture(cause);
    }

    @Override
    public Future<List<LogEvent>> correlated(String id, int limit) {
        RuntimeException cause = failure;
        if (cause != null) return Future.failedFuture(cause);
        if (limit > SearchRequest.LIMIT_MAX) return Future.failedFuture(new IllegalArgumentException("limit " + limit));
        List<LogEvent> events = byId.getOrDefault(id, List.of());
        return Future.succeededFuture(events.subList(0, Math.min(limit, events.size())));
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
