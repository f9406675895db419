package io.tocsin.server.rehearse;

import io.tocsin.model.Alert;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of event time in which an alert fired.
 *
 * @param alert as last known
 * @param from the first instant at which it fires, in event time
 * @param to the first instant at which it does not any more, in event time; null while it lasts
 * @param decidedAt when the rules said so: never before {@code from} but for clocks that are wrong
 */
public record Spell(Alert alert, Instant from, @Nullable Instant to, Instant decidedAt) {
    /** The rule that fired. */
    public String rule() {
        return alert.name();
    }

    /** Whether it fires at an instant of event time. */
    public boolean firingAt(Instant at) {
        Instant end = to;
        return !at.isBefore(from) && (end == null || at.isBefore(end));
    }

    /** How long it fired, up to an end that counts for what still fires then. */
    public Duration length(Instant end) {
        Instant until = to == null ? end : to;
        return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
    }

    Spell now(Alert changed) {
        return new Spell(changed, changed.startsAt(), to, decidedAt);
    }

    Spell ended(Alert changed) {
        return new Spell(changed, changed.startsAt(), changed.endsAt(), decidedAt);
    }
}
