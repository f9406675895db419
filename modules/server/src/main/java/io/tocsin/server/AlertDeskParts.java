package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.notify.Wording;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the alert desk needs of the world.
 *
 * @param nanos a clock that only goes on, in nanoseconds, to notice when the other one is set
 * @param jitter spreads retries
 * @param chronicle hears why somebody was told or not
 */
record AlertDeskParts(
        Journal journal,
        Dispatch sender,
        AckTokens tokens,
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator jitter,
        Metrics metrics,
        Chronicle chronicle) {
    /** For those who rehearse: nobody asks afterwards why, and nobody sets the clock. */
    AlertDeskParts(
            Journal journal,
            Dispatch sender,
            AckTokens tokens,
            InstantSource clock,
            RandomGenerator jitter,
            Metrics metrics) {
        this(journal, sender, tokens, clock, () -> 0L, jitter, metrics, Chronicle.NONE);
    }

    /** Makes steps durable; the future completes on the alert loop. */
    @FunctionalInterface
    interface Journal {
        Future<Void> append(AlertLog.Entry entry);

        /** The same for a step that nothing waits for: it may go to the disk a moment later, with others. */
        default Future<Void> appendSoon(AlertLog.Entry entry) {
            return append(entry);
        }
    }

    /** Sends a notice; the outcome comes back to the desk by itself. */
    @FunctionalInterface
    interface Dispatch {
        void send(Notice notice, Wording wording, String channel);
    }
}
