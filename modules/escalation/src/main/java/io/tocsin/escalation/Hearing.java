package io.tocsin.escalation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody can have heard of an incident in its round.
 *
 * @param heldUntil until when everybody who was paged is left alone by rules of theirs, so that the clock of the incident counts
 *     from there; null when somebody hears at once. May lie in the past
 * @param toldBy by when a page must have arrived; null once one has, and where nothing is promised
 */
public record Hearing(@Nullable Instant heldUntil, @Nullable Instant toldBy) {
    static final Hearing NONE = new Hearing(null, null);

    Hearing heldUntil(Instant heard) {
        return new Hearing(heard, toldBy);
    }

    Hearing earlierBy(Duration by) {
        return new Hearing(heldUntil == null ? null : heldUntil.minus(by), toldBy == null ? null : toldBy.minus(by));
    }

    /** The promise later, by a time in which nothing was to happen. */
    Hearing laterBy(Duration pause) {
        return toldBy == null ? this : new Hearing(heldUntil, toldBy.plus(pause));
    }
}
