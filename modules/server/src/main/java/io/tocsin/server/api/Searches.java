package io.tocsin.server.api;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.store.FieldsResult;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.TableResult;
import io.vertx.core.Future;
import java.util.List;

/**
 * Finds events without blocking the caller. Clients take turns; everything here fails with {@link BusyException} when too
 * many searches wait, and with {@link ShareUsedException} when too many of this client do.
 */
public interface Searches {
    Future<SearchResult> search(String client, SearchRequest request);

    /** Groups and measures everything in scope. */
    Future<TableResult> table(String client, Scope scope, List<Pipe> pipes);

    /** The fields that the events in scope have. */
    Future<FieldsResult> fields(String client, Scope scope);

    /** The parts of the store, the oldest first. */
    Future<List<PartitionInfo>> partitions(String client);

    /** All events that carry the id in any ID field, at most {@code limit}. */
    Future<Correlated> correlated(String client, String id, int limit);

    /**
     * What carries an ID.
     *
     * @param events the oldest first
     * @param partial whether there may be more, that are not to be found yet
     */
    record Correlated(List<LogEvent> events, boolean partial) {
        public Correlated {
            events = List.copyOf(events);
        }
    }
}
