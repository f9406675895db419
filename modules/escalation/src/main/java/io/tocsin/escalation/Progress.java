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
 */
public record Progress(
        int round, Instant roundStartedAt, List<Fired> fired, Deadlines deadlines, int repeats, int fallbacks) {
    public Progress {
        fired = List.copyOf(fired);
    }

    Progress with(List<Fired> now) {
        return new Progress(round, roundStartedAt, now, deadlines, repeats, fallbacks);
    }

    Progress with(Deadlines now) {
        return new Progress(round, roundStartedAt, fired, now, repeats, fallbacks);
    }

    Progress withFallback(@Nullable Instant next) {
        return new Progress(round, roundStartedAt, fired, deadlines.withFallback(next), repeats, fallbacks + 1);
    }
}
