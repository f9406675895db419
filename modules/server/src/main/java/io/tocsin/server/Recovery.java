package io.tocsin.server;

import io.tocsin.model.Alert;
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
    private final List<Alert> firing;
    private final long heard;
    private final long start;
    private final boolean forgotten;

    /**
     * A recovery that has done nothing yet.
     *
     * @param firing alerts that fired when we stopped
     * @param heard the position up to which the alert loop had heard of the rules; -1 for nothing
     * @param start the first position that is new since the start
     * @param unseen the first position that the rules have not seen: what fires by a checkpoint that alerts have no memory of,
     *     because their journal was damaged, is told again
     * @param whole whether all events that ever came will be read: then the windows know by themselves what fires, and when it
     *     ends
     */
    Recovery(RulesDesk rules, List<Alert> firing, long heard, long start, long unseen, boolean whole) {
        this.forgotten = unseen - 1 > heard;
        this.rules = rules;
        this.firing = firing;
        this.heard = heard;
        this.start = start;
        rules.resume(whole ? List.of() : firing);
    }

    /** Shows the rules the next batch of the journal. */
    void read(String source, List<LogEvent> events, long position) {
        if (position < start) rules.remember(source, events, position <= heard, position);
        else rules.observe(source, events, position);
    }

    /** All that was there at the start has been read. */
    void reached() {
        rules.settle(firing);
        if (forgotten) rules.tellAgain(firing);
    }

    /** The same as the reader of a follower. */
    Follower.Reader on(Loop loop, Backlog backlog) {
        return new Follower.Reader() {
            @Override
            public CompletionStage<Void> read(String source, List<LogEvent> events, long position) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                backlog.entered(events);
                loop.tell(() -> {
                    backlog.left(events);
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
