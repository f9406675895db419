package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is shown every durable batch: the rules and the index. After a start each reads by itself what it lacks, while logs are
 * taken and searches answered; neither waits for the other.
 */
final class Followers implements AutoCloseable {
    /** Longer than any journal reaches back. */
    private static final Duration EVERYTHING = Duration.ofDays(36_500);

    /** The index must have every batch, however long the disk cannot be read. */
    private static final int FOR_EVER = Integer.MAX_VALUE;

    /** Rules that wait for an unreadable stretch of the past would be blind to the present. */
    private static final int RULES_TRIES_MAX = 3;

    private final EventLog events;
    private final Loop intake;
    private @Nullable Follower rules;
    private volatile @Nullable Follower index;

    Followers(EventLog events, Loop intake) {
        this.events = events;
        this.intake = intake;
    }

    /**
     * Begins.
     *
     * @param indexed the last batch that the index holds, or -1
     * @param unseen the first batch that the rules have not seen
     */
    void start(Indexer indexer, long indexed, long unseen, Follower.Reader rulesReader) {
        Follower forIndex = follower(indexer, indexed);
        Follower forRules = new Follower("rules", events, intake, unseen, RULES_TRIES_MAX, rulesReader);
        index = forIndex;
        rules = forRules;
        forIndex.start();
        forRules.start();
    }

    private Follower follower(Indexer indexer, long indexed) {
        return new Follower("index", events, intake, indexed + 1, FOR_EVER, new Follower.Reader() {
            @Override
            public CompletionStage<Void> read(String source, List<LogEvent> batch, long position) {
                return indexer.add(batch, position);
            }

            @Override
            public void reached() {}
        });
    }

    /**
     * Begins anew for the index, which lost what it had not committed. On the intake loop, so that no batch slips in between
     * the old way and the new one.
     *
     * @param indexed the last batch that the index holds, or -1
     */
    void startAgain(Indexer indexer, long indexed) {
        Follower before = index();
        // One that is still reading from disk would go on beside the new one.
        before.close();
        indexer.resume();
        Follower again = follower(indexer, indexed);
        index = again;
        again.start();
    }

    /** Shows both a batch that became durable; completes when both have room for more. On the intake loop. */
    CompletionStage<Void> stored(String source, List<LogEvent> batch, long position) {
        CompletionStage<Void> rulesRoom = started(rules).stored(source, batch, position);
        CompletionStage<Void> indexRoom = index().stored(source, batch, position);
        if (rulesRoom.toCompletableFuture().isDone()) return indexRoom;
        return rulesRoom.thenCompose(seen -> indexRoom);
    }

    Follower index() {
        return started(index);
    }

    private static Follower started(@Nullable Follower follower) {
        if (follower == null) throw new IllegalStateException("cannot follow the journal: not started");
        return follower;
    }

    /** How far back the journal is needed: all of it, until the rules have read what is left of their windows. */
    Duration needed(Duration memory) {
        Follower reading = rules;
        return reading != null && reading.caughtUp() ? memory : EVERYTHING;
    }

    @Override
    public void close() {
        Follower forRules = rules;
        Follower forIndex = index;
        if (forRules != null) forRules.close();
        if (forIndex != null) forIndex.close();
    }
}
