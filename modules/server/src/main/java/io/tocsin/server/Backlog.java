package io.tocsin.server;

/** Says when so much is under way that more would only wait: then senders are refused before anything is stored. */
final class Backlog {
    /** What the index catches up with in about a second: later than that an event would not be found in time. */
    private static final long INDEX_EVENTS_MAX = 100_000;

    /** Batches before the rules; alerts must not wait behind a flood. */
    private static final int RULE_BATCHES_MAX = 2_000;

    private final Indexer indexer;
    private final Loop rules;

    Backlog(Indexer indexer, Loop rules) {
        this.indexer = indexer;
        this.rules = rules;
    }

    boolean full() {
        return indexer.waitingEvents() > INDEX_EVENTS_MAX || rules.waiting() > RULE_BATCHES_MAX;
    }
}
