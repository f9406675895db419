package io.tocsin.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an incident has climbed its policy.
 *
 * @param round from 1; a new one pages level 1 again
 * @param fired the levels {@code unless: acknowledged} of this round and {@code unless: resolved} of the incident, as they happened
 * @param repeats rounds that started in a row because nobody answered
 * @param fallbacks how often the fallback was paged in this round
 * @param assigned who was asked before level 1 of this round, by a person, and is not known to be out of reach
 * @param hearing whether anybody can have heard of it
 */
public record Progress(
        int round,
        Instant roundStartedAt,
        List<Fired> fired,
        Deadlines deadlines,
        int repeats,
        int fallbacks,
        List<String> assigned,
        Hearing hearing) {
    public Progress {
        fired = List.copyOf(fired);
        // What was written before there were assignments has none.
        assigned = assigned == null ? List.of() : List.copyOf(assigned);
        hearing = Objects.requireNonNullElse(hearing, Hearing.NONE);
    }

    Progress with(List<Fired> now) {
        return new Progress(round, roundStartedAt, now, deadlines, repeats, fallbacks, assigned, hearing);
    }

    Progress with(Deadlines now) {
        return new Progress(round, roundStartedAt, fired, now, repeats, fallbacks, assigned, hearing);
    }

    Progress withFallback(@Nullable Instant next) {
        return new Progress(
                round, roundStartedAt, fired, deadlines.withFallback(next), repeats, fallbacks + 1, assigned, hearing);
    }

    Progress with(Hearing now) {
        return new Progress(round, roundStartedAt, fired, deadlines, repeats, fallbacks, assigned, now);
    }

    Progress earlierBy(Duration by) {
        return new Progress(
                round,
                roundStartedAt.minus(by),
                fired,
                deadlines.laterBy(by.negated()),
                repeats,
                fallbacks,
                assigned,
                hearing.earlierBy(by));
    }

    Progress withAssigned(List<String> users) {
        return new Progress(round, roundStartedAt, fired, deadlines, repeats, fallbacks, users, hearing);
    }
}
