package io.tocsin.store;

/**
 * Numbers for metrics.
 *
 * @param events searchable events
 * @param indexBytes size of the committed index on disk
 * @param numericFields distinct field names with a numeric index of their own
 * @param searches searches since the store was opened
 * @param partialSearches searches that ran out of patience
 * @param verifiedEvents events read again from their JSON because the index alone could not decide
 */
public record StoreStats(
        long events, long indexBytes, int numericFields, long searches, long partialSearches, long verifiedEvents) {}
