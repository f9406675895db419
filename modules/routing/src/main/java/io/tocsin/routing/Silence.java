package io.tocsin.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Holds back every notice of alerts that fulfil all matchers, from {@code startsAt} to before {@code endsAt}.
 *
 * @param id empty for one that is still to be made
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
        Map<String, String> annotations) {
    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Map.copyOf(annotations);
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

    Silence lasting(Instant start, Instant end, Instant now) {
        return new Silence(id, matchers, start, end, now, createdBy, comment, annotations);
    }

    Silence named(String newId) {
        return new Silence(newId, matchers, startsAt, endsAt, updatedAt, createdBy, comment, annotations);
    }
}
