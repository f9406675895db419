package io.tocsin.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When what happens next, if nobody answers; null for never. The truth about time: a timer that comes early or twice changes nothing.
 *
 * @param unacknowledged the next level {@code unless: acknowledged} of this round
 * @param unresolved the next level {@code unless: resolved} of this incident
 * @param repeat the next round
 * @param fallback the fallback; set once every level has had its turn
 */
public record Deadlines(
        @Nullable Instant unacknowledged,
        @Nullable Instant unresolved,
        @Nullable Instant repeat,
        @Nullable Instant fallback) {
    static final Deadlines NONE = new Deadlines(null, null, null, null);

    @Nullable
    Instant of(Unless unless) {
        return switch (unless) {
            case ACKNOWLEDGED -> unacknowledged;
            case RESOLVED -> unresolved;
        };
    }

    Deadlines with(Unless unless, @Nullable Instant due) {
        return switch (unless) {
            case ACKNOWLEDGED -> new Deadlines(due, unresolved, repeat, fallback);
            case RESOLVED -> new Deadlines(unacknowledged, due, repeat, fallback);
        };
    }

    Deadlines withRepeat(@Nullable Instant due) {
        return new Deadlines(unacknowledged, unresolved, due, fallback);
    }

    Deadlines withFallback(@Nullable Instant due) {
        return new Deadlines(unacknowledged, unresolved, repeat, due);
    }

    /** All of them later, by a time in which nothing was to happen. */
    Deadlines laterBy(Duration pause) {
        return new Deadlines(
                later(unacknowledged, pause), later(unresolved, pause), later(repeat, pause), later(fallback, pause));
    }

    private static @Nullable Instant later(@Nullable Instant due, Duration pause) {
        return due == null ? null : due.plus(pause);
    }

    /** Later by a time that does not count against anybody, because the incident was resolved. */
    Deadlines unresolvedLaterBy(Duration pause) {
        return with(Unless.RESOLVED, later(unresolved, pause));
    }

    /** Whether every level has had its turn in the last round there is. */
    boolean exhausted() {
        return unacknowledged == null && unresolved == null && repeat == null;
    }

    @Nullable
    Instant earliest() {
        return earliest(unacknowledged, unresolved, repeat, fallback);
    }

    static @Nullable Instant earliest(@Nullable Instant... instants) {
        return Stream.of(instants)
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
