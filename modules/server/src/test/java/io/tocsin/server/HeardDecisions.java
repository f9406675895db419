package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.server.api.Decisions.Question;
import io.tocsin.server.api.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what the alert desk tells about its decisions, without a disk. */
final class HeardDecisions implements Chronicle {
    private final DecisionBook book = new DecisionBook();

    @Override
    public void decided(Effect.Decision decision) {
        book.decided(decision, 0, new ArrayList<>());
    }

    @Override
    public void answered(Outgoing after, Outcome outcome, Instant at) {
        book.put(DecisionLines.answered(book.nextId(), after, outcome, at));
    }

    /** Everything about an alert, newest first. */
    List<Kept> about(long fingerprint) {
        return book.find(
                new Question(fingerprint, Map.of(), "", "", Instant.MIN, Instant.MAX, "", 1_000, Long.MAX_VALUE));
    }
}
