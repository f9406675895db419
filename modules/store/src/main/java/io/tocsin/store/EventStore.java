package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
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

    /**
     * Up to {@code limit} events that carry the correlation ID in any ID field, whatever its case, oldest first. What lies in
     * a damaged part of the disk is missing; {@link #damages} says so.
     */
    List<FoundEvent> correlated(String id, int limit) throws IOException;

    /** Groups and measures everything in scope. Blocks as {@link #search} does. */
    default TableResult table(Scope scope, List<Pipe> pipes) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The fields that the events in scope have. */
    default FieldsResult fields(Scope scope) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes events unfindable, from now on and after any crash; their bytes go later, in {@link #maintain}.
     *
     * @throws IllegalStateException when it would hit what is held back; nothing is deleted then
     */
    default void delete(Deletion deletion) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Every deletion that was ordered, the oldest first. */
    default List<Deletion> deletions() {
        throw new UnsupportedOperationException();
    }

    /** The partitions, the oldest first. */
    default List<PartitionInfo> partitions() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Lets go of a partition and all of its events; searches under way may still see them. On the thread that adds. */
    default void drop(String partition) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Does a piece of what can wait (purging deleted events, verifying what lies on the disk, gathering it), on the thread that adds.
     *
     * @return whether there is more to do
     */
    default boolean maintain() throws IOException {
        return false;
    }

    /** What was found that cannot be read, for people; empty on a healthy disk. */
    default List<String> damages() {
        return List.of();
    }

    /** The highest journal position that is durable here, or -1; a replay begins behind it. */
    long indexedPosition();

    /**
     * Makes durable what need not wait for more company: the newest events may stay with the journal for some minutes.
     * {@link #indexedPosition} says up to where; {@link #close} leaves nothing out.
     */
    void commit() throws IOException;

    /**
     * Goes back to what was last committed, for a store that could not be written: a replay from behind
     * {@link #indexedPosition} then makes it whole. On the thread that adds.
     *
     * @throws IOException when the disk still fails; try again
     */
    void reset() throws IOException;

    /** How many events are held. */
    long count();

    /** Numbers for metrics. */
    StoreStats stats();

    /** Commits and closes. */
    @Override
    void close() throws IOException;
}
