package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import java.time.Instant;

/** Hears why somebody was told or not, and what became of it. Called on the alert loop: quick, and it never throws. */
interface Chronicle {
    /** For those who rehearse. */
    Chronicle NONE = new Chronicle() {
        @Override
        public void decided(Effect.Decision decision) {}

        @Override
        public void answered(Outgoing after, Outcome outcome, Instant at) {}
    };

    void decided(Effect.Decision decision);

    /**
     * The answer to an attempt.
     *
     * @param after the message as it stands then
     */
    void answered(Outgoing after, Outcome outcome, Instant at);

    /** An incident is over, perhaps once more. The same may be told again after a restart. */
    default void closed(ClosedIncident facts, ArchivedIncident incident) {}

    /** An incident is known no longer. */
    default void forgotten(ArchivedIncident incident) {}
}
