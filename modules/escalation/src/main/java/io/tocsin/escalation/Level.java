package io.tocsin.escalation;

import java.time.Duration;
import java.util.List;

/**
 * One rung of a policy.
 *
 * @param after since the start of the round or of the incident, as {@code unless} says; not negative
 * @param targets at least one; all are paged at once
 */
public record Level(Duration after, Unless unless, List<Target> targets) {
    public Level {
        targets = List.copyOf(targets);
        if (after.isNegative()) {
            throw new IllegalArgumentException("cannot build level: after is " + after + ", the least is PT0S");
        }
        if (targets.isEmpty()) throw new IllegalArgumentException("cannot build level: it notifies nobody");
    }
}
