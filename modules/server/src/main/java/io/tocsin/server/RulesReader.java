package io.tocsin.server;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows the rules every batch, on their loop. Never refuses: what was acknowledged will be evaluated. But senders that wait for answers
 * are slowed down to what the rules can take, before any must be refused: alerts do not wait behind a flood.
 */
final class RulesReader implements Follower.Reader {
    /** Some ten milliseconds of work: fewer are never worth waiting for. */
    static final int FEW_EVENTS = 5_000;

    /** Rules that are stuck withhold no answer for longer: senders would give up, and send again what is stored. */
    static final Duration WITHHELD_MAX = Duration.ofSeconds(5);

    private static final CompletableFuture<Void> ROOM = CompletableFuture.completedFuture(null);

    private final Rules rules;
    private final Loop loop;
    private final Backlog backlog;
    private final Duration withheldMax;
    private final AtomicLong waiting = new AtomicLong();

    /** Whoever evaluates; called on the loop. */
    interface Rules {
        void read(String source, List<LogEvent> events, long position);

        /** All that was there at the start has been read. */
        void reached();
    }

    /**
     * One that has shown nothing yet.
     *
     * @param backlog told what waits here
     * @param withheldMax for how long an answer may wait for the rules, {@link #WITHHELD_MAX} but in tests
     */
    RulesReader(Rules rules, Loop loop, Backlog backlog, Duration withheldMax) {
        this.withheldMax = withheldMax;
        this.rules = rules;
        this.loop = loop;
        this.backlog = backlog;
    }

    @Override
    public CompletionStage<Void> read(String source, List<LogEvent> events, long position) {
        long weight = backlog.entered(events);
        boolean room = waiting.getAndAdd(events.size()) < FEW_EVENTS;
        CompletableFuture<Void> seen = room ? ROOM : new CompletableFuture<>();
        loop.tell(() -> {
            backlog.left(weight);
            try {
                rules.read(source, events, position);
            } finally {
                waiting.addAndGet(-events.size());
                seen.complete(null);
            }
        });
        return room ? seen : seen.completeOnTimeout(null, withheldMax.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void reached() {
        loop.tell(rules::reached);
    }
}
