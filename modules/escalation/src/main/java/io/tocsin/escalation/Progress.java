package io.tocsin.escalation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an incident has climbed its policy.
 *
 * @param round from 1; a new one pages level 1 again
 * @param fired the levels {@code unless: acknowledged} of this round and {@code unless: resolved} of the incident, as they happened
 * @param repeats rounds that started in a row because nobody answered
 * @param fallbacks how often the fallback was paged in this round
 * @param assigned who was asked before level 1 of this round, by a person, and is not known to be out of reach
 */
public record Progress(
        int round,
        Instant roundStartedAt,
        List<Fired> fired,
        Deadlines deadlines,
        int repeats,
        int fallbacks,
        List<String> assigned) {
    public Progress {
        fired = List.copyOf(fired);
        // What was written before there were assignments has none.
        assigned = assigned == null ? List.of() : List.copyOf(assigned);
    }

    Progress with(List<Fired> now) {
        return new Progress(round, roundStartedAt, now, deadlines, repeats, fallbacks, assigned);
    }

    Progress with(Deadlines now) {
        return new Progress(round, roundStartedAt, fired, now, repeats, fallbacks, assigned);
    }

    Progress withFallback(@Nullable Instant next) {
        return new Progress(
                round, roundStartedAt, fired, deadlines.withFallback(next), repeats, fallbacks + 1, assigned);
    }

    Progress withAssigned(List<String> users) {
        return new Progress(round, roundStartedAt, fired, deadlines, repeats, fallbacks, users);
    }
}
