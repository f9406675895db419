package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.notify.Wording;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the alert desk needs of the world.
 *
 * @param jitter spreads retries
 */
record AlertDeskParts(
        Journal journal,
        Dispatch sender,
        AckTokens tokens,
        InstantSource clock,
        RandomGenerator jitter,
        Metrics metrics) {
    /** Makes steps durable; the future completes on the alert loop. */
    @FunctionalInterface
    interface Journal {
        Future<Void> append(AlertLog.Entry entry);
    }

    /** Sends a notice; the outcome comes back to the desk by itself. */
    @FunctionalInterface
    interface Dispatch {
        void send(Notice notice, Wording wording, String channel);
    }
}
