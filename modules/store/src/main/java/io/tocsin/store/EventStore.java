package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.List;

/**
 * Searchable events. One thread adds and commits; any thread searches. Durability is the journal's: the store only says up to
 * which journal position it needs no replay. What a search finds is defined by {@link io.tocsin.query.Query#matches} on the
 * event as it is read from its JSON.
 */
public interface EventStore extends AutoCloseable {
    /**
     * Adds a batch, all of it or, when it throws, nothing. Batches come in the order of their positions; one whose position
     * was added before is ignored, so a replay may begin too early.
     *
     * @param position journal position of the batch, 0 or greater
     */
    void add(List<LogEvent> events, long position) throws IOException;

    /**
     * Searches everything that was added before the call. Blocks, at most about as long as the request is patient.
     *
     * @throws IllegalArgumentException for a cursor that is none
     */
    SearchResult search(SearchRequest request) throws IOException;

    /** Up to {@code limit} events that carry the correlation ID in any ID field, whatever its case, oldest first. */
    List<FoundEvent> correlated(String id, int limit) throws IOException;

    /** The highest journal position that is durable here, or -1; a replay begins behind it. */
    long indexedPosition();

    /** Makes everything added so far durable. */
    void commit() throws IOException;

    /** How many events are held. */
    long count();

    /** Numbers for metrics. */
    StoreStats stats();

    /** Commits and closes. */
    @Override
    void close() throws IOException;
}
