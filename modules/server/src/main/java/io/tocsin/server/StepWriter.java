package io.tocsin.server;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the steps of the alert desk durable, and keeps in mind those that could not be. On the alert loop. */
final class StepWriter {
    private static final Logger log = LoggerFactory.getLogger(StepWriter.class);

    private final AlertDeskParts.Journal journal;
    private final InstantSource clock;
    private final Unsaved unsaved = new Unsaved();
    private int unwritten;

    StepWriter(AlertDeskParts.Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Has a step say again what earlier ones could not make durable. */
    void sayAgain(Turn turn, Supplier<Map<String, Object>> everything) {
        unsaved.sayAgain(turn, everything);
    }

    /**
     * Writes a step.
     *
     * @param awaited whether somebody waits for it to be durable; otherwise, and when it sends nothing, it shares a later sync.
     *     An answer that a crash forgets costs what an answer costs that never came: the page is repeated, and says so
     */
    Future<Void> write(Turn turn, boolean awaited) {
        unwritten++;
        boolean now = awaited || !turn.sends().isEmpty();
        Future<Void> durable = now ? journal.append(turn.entry()) : journal.appendSoon(turn.entry());
        return durable.onComplete((done, failure) -> {
            unwritten--;
            if (failure == null) return;
            log.error("a step of the alert loop is not on disk, to be tried again: {}", failure.getMessage());
            unsaved.failed(turn, clock.instant());
        });
    }

    /** When to try again if nothing else happens; null when everything is on disk or on its way. */
    @Nullable
    Instant retryAt() {
        return unsaved.retryAt();
    }

    /** Whether nothing is on its way to the disk. */
    boolean idle() {
        return unwritten == 0;
    }
}
