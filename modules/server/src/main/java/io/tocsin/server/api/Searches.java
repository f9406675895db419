package io.tocsin.server.api;

import io.tocsin.model.LogEvent;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.Future;
import java.util.List;

/** Finds events without blocking the caller; fails with {@link BusyException} when too many searches wait. */
public interface Searches {
    Future<SearchResult> search(SearchRequest request);

    /** All events that carry the id in any ID field, oldest first, at most {@code limit}. */
    Future<List<LogEvent>> correlated(String id, int limit);
}
