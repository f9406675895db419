package io.tocsin.ingest;

import io.vertx.core.Future;

/** Where every intake hands its batches: the way into the journal. Called from any event loop. */
public interface Funnel {
    /**
     * Takes a batch, all or nothing.
     *
     * @return completes when the batch is durable; fails with {@link OverloadedException} when there is no room, decided
     *     before anything is stored, and with anything else when it could not be made durable
     */
    Future<Receipt> accept(Intake batch);

    /** Whether a batch would be refused now; lets an intake say no before it spends work on a body. */
    boolean overloaded();

    /** Why it would be, in words that go on after "cannot take more events: ". */
    default String overload() {
        return "the journal is behind";
    }
}
