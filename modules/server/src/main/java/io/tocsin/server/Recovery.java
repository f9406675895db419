package io.tocsin.server;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * After a start: fills the windows of the rules from the events that the journal still holds, before they see a new one. What
 * the rules find up to the position that alerts had heard of is known; what they find after it was lost on the way and is
 * told now. On the rules loop.
 */
final class Recovery {
    private final RulesDesk rules;
    private final BeforeStart before;
    private final long start;
    private final boolean forgotten;

    /** A recovery that has done nothing yet. */
    Recovery(RulesDesk rules, BeforeStart before, JournalReach reach) {
        // What fires by a checkpoint that alerts have no memory of, because their journal was damaged, is told again.
        this.forgotten = reach.unseen() - 1 > before.heard();
        this.rules = rules;
        this.before = before;
        this.start = reach.start();
        rules.resume(before, reach);
    }

    /** Shows the rules the next batch of the journal. */
    void read(String source, List<LogEvent> events, long position) {
        if (position < start) rules.remember(source, events, position <= before.heard(), position);
        else rules.observe(source, events, position);
    }

    /** All that was there at the start has been read. */
    void reached() {
        rules.settle(before.firing());
        if (forgotten) rules.tellAgain(before.firing());
    }

    /** The same as the reader of a follower. */
    Follower.Reader on(Loop loop, Backlog backlog) {
        return new Follower.Reader() {
            @Override
            public CompletionStage<Void> read(String source, List<LogEvent> events, long position) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                long weight = backlog.entered(events);
                loop.tell(() -> {
                    backlog.left(weight);
                    try {
                        Recovery.this.read(source, events, position);
                    } finally {
                        done.complete(null);
                    }
                });
                return done;
            }

            @Override
            public void reached() {
                loop.tell(Recovery.this::reached);
            }
        };
    }
}
