package io.tocsin.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds back every notice of alerts that fulfil all matchers, from {@code startsAt} to before {@code endsAt}.
 *
 * @param id empty for one that is still to be made
 * @param untilResolved whether it is over as soon as no alert that it holds back fires any more
 * @param during the hours in which it holds back, between start and end; null for all of the time
 * @param createdBy whoever asked for it, as they call themselves
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations,
        boolean untilResolved,
        @Nullable TimeInterval during) {
    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Map.copyOf(annotations);
    }

    /** One as Alertmanager knows them. */
    public Silence(
            String id,
            List<Matcher> matchers,
            Instant startsAt,
            Instant endsAt,
            Instant updatedAt,
            String createdBy,
            String comment,
            Map<String, String> annotations) {
        this(id, matchers, startsAt, endsAt, updatedAt, createdBy, comment, annotations, false, null);
    }

    /** Where a silence is in its life. */
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    /** The state at an instant: the end itself is already over. */
    public State state(Instant now) {
        if (!endsAt.isAfter(now)) return State.EXPIRED;
        return startsAt.isAfter(now) ? State.PENDING : State.ACTIVE;
    }

    /** Whether it holds back at an instant: it is active, and inside its hours if it has some. */
    public boolean holdsAt(Instant now) {
        if (state(now) != State.ACTIVE) return false;
        TimeInterval hours = during;
        return hours == null || hours.contains(now);
    }

    /** The same silence, ended, with the reason behind its comment. */
    Silence endedBecause(String why, Instant now) {
        String said = comment.isEmpty() ? why : comment + " (" + why + ")";
        return new Silence(id, matchers, startsAt, now, now, createdBy, said, annotations, untilResolved, during);
    }

    Silence lasting(Instant start, Instant end, Instant now) {
        return new Silence(id, matchers, start, end, now, createdBy, comment, annotations, untilResolved, during);
    }

    Silence named(String newId) {
        return new Silence(
                newId, matchers, startsAt, endsAt, updatedAt, createdBy, comment, annotations, untilResolved, during);
    }
}
