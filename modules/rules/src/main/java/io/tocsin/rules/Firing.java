package io.tocsin.rules;

import io.tocsin.model.Alert;
import java.time.Instant;

/** A decision of the engine about one alert. The labels of the alert are its identity from beginning to end. */
public sealed interface Firing {
    /** The alert as it stands after the decision. */
    Alert alert();

    /** Event time of the newest event that was consumed when it was decided. */
    Instant eventTime();

    /** A condition became true for a key. */
    record Fired(Alert alert, Instant eventTime) implements Firing {}

    /**
     * Something about a firing alert is known better: an event that came out of order shows that it began earlier, or a
     * reload changed its texts. Nobody needs to be told.
     */
    record Updated(Alert alert, Instant eventTime) implements Firing {}

    /** It ended: {@code alert.endsAt()} says when, in event time. */
    record Resolved(Alert alert, Instant eventTime) implements Firing {}
}
