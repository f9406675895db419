package io.tocsin.store;

/**
 * How a search found its way.
 *
 * @param partitions that the time range touches
 * @param blocks in those partitions
 * @param skippedByTime blocks that lie outside of the time range, or behind the page that was asked for
 * @param skippedByTerms blocks that cannot hold a match, by the terms of the index
 * @param read blocks whose columns were read
 * @param eventsRead events in those blocks
 * @param unsealed events asked one by one, because they are too new to lie in a block
 */
public record SearchPlan(
        int partitions, int blocks, int skippedByTime, int skippedByTerms, int read, long eventsRead, long unsealed) {
    static final SearchPlan NONE = new SearchPlan(0, 0, 0, 0, 0, 0, 0);
}
