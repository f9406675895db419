package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import java.time.Instant;

/** Two who hear the same. */
record Chronicles(Chronicle first, Chronicle second) implements Chronicle {
    @Override
    public void decided(Effect.Decision decision) {
        first.decided(decision);
        second.decided(decision);
    }

    @Override
    public void answered(Outgoing after, Outcome outcome, Instant at) {
        first.answered(after, outcome, at);
        second.answered(after, outcome, at);
    }

    @Override
    public void closed(ClosedIncident facts, ArchivedIncident incident) {
        first.closed(facts, incident);
        second.closed(facts, incident);
    }

    @Override
    public void forgotten(ArchivedIncident incident) {
        first.forgotten(incident);
        second.forgotten(incident);
    }
}
