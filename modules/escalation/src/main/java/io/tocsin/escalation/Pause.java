package io.tocsin.escalation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which an incident waits: its alerts are held back, or nothing fires and it is not yet believed to be over. Deadlines
 * stand still; people may still act.
 *
 * @param since from when on the deadlines have not been moved yet
 * @param resolveAt when it counts as over; null while alerts are held back
 * @param why for people
 */
public record Pause(Instant since, @Nullable Instant resolveAt, String why) {
    Pause earlierBy(Duration by) {
        return new Pause(since.minus(by), resolveAt == null ? null : resolveAt.minus(by), why);
    }

    Pause from(Instant now) {
        return new Pause(now, resolveAt, why);
    }
}
