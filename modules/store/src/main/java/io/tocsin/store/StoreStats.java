package io.tocsin.store;

/**
 * Numbers for metrics.
 *
 * @param events searchable events
 * @param indexBytes size of all partitions on disk
 * @param partitions how many there are
 * @param searches searches since the store was opened
 * @param partialSearches searches that ran out of patience, or met what is damaged
 * @param blocksRead blocks whose columns a search has read
 */
public record StoreStats(
        long events, long indexBytes, int partitions, long searches, long partialSearches, long blocksRead) {}
