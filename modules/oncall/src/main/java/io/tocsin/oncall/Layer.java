package io.tocsin.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rotation: its people take turns for ever, one {@code every} each, from {@code start} on. Before its start and outside of its
 * hours it has nobody. Whoever is away is passed over: the next one in the rotation serves that turn, or the part of it.
 *
 * <p>Turn {@code n} begins at the first instant at or after the wall time {@code start + n × every} in the schedule's zone.
 * Counting from the anchor keeps the 31st of each month from drifting to the 28th. Taking the <em>first instant at or after</em>
 * makes the turns monotone over every clock change, which {@link java.time.ZonedDateTime#of} does not: in London on 2026-03-29
 * it puts 02:00 (inside the gap) before 01:59. A wall time that occurs twice means its first occurrence; a turn that falls
 * wholly into a gap (Apia skipped 2011-12-30) has no length and nobody serves it.
 *
 * @param users at least one; a name may occur more than once
 */
public record Layer(List<String> users, LocalDateTime start, Every every, Hours hours) {
    /** Wall clock and UTC differ by 18 hours at most, and a gap by one day: an estimate may miss by so much. */
    private static final int ESTIMATE_SLACK_MINUTES = 3 * 24 * 60;

    public Layer {
        users = List.copyOf(users);
        if (users.isEmpty()) throw new IllegalArgumentException("cannot build rotation: it has no users");
        if (users.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("cannot build rotation: a user name is blank");
        }
    }

    /** One that serves all of the time. */
    public Layer(List<String> users, LocalDateTime start, Period every) {
        this(users, start, Every.of(every), Hours.ALWAYS);
    }

    /** Who serves, or null when nobody does. */
    @Nullable
    String userAt(Instant at, ZoneId zone, Predicate<String> away) {
        if (!hours.holdAt(at)) return null;
        long turn = turnAt(at, zone);
        if (turn < 0) return null;
        for (int i = 0; i < users.size(); i++) {
            String user = users.get((int) ((turn + i) % users.size()));
            if (!away.test(user)) return user;
        }
        return null;
    }

    /** The first boundary strictly after {@code at}: of a turn, or of the hours. */
    Instant boundaryAfter(Instant at, ZoneId zone) {
        Instant turn = boundary(turnAt(at, zone) + 1, zone);
        Instant edge = hours.changeAfter(at);
        return edge == null || turn.isBefore(edge) ? turn : edge;
    }

    /** The last turn that has begun at {@code at}, or -1 before the first. Boundaries never decrease, so it can be bisected. */
    private long turnAt(Instant at, ZoneId zone) {
        long minutes = ChronoUnit.MINUTES.between(start, LocalDateTime.ofInstant(at, zone)) + ESTIMATE_SLACK_MINUTES;
        long begun = -1;
        long ahead = Math.max(0, minutes / every.minutesMin()) + 1;
        while (ahead - begun > 1) {
            long middle = (begun + ahead) >>> 1;
            if (boundary(middle, zone).isAfter(at)) ahead = middle;
            else begun = middle;
        }
        return begun;
    }

    private Instant boundary(long turn, ZoneId zone) {
        return firstAtOrAfter(every.after(start, Math.toIntExact(turn)), zone);
    }

    /** The first instant at which the clock on the wall of {@code zone} shows {@code wall} or later. */
    static Instant firstAtOrAfter(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change != null && change.isGap()) return change.getInstant();
        // Of the two offsets of an overlap this one is the earlier instant.
        return wall.toInstant(
                change != null ? change.getOffsetBefore() : zone.getRules().getOffset(wall));
    }
}
