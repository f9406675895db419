package io.tocsin.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rotation: its people take turns for ever, one {@code every} each, from {@code start} on. Before its start it has nobody.
 *
 * <p>Turn {@code n} begins at the first instant at or after the wall time {@code start + n × every} in the schedule's zone.
 * Counting from the anchor keeps the 31st of each month from drifting to the 28th. Taking the <em>first instant at or after</em>
 * makes the turns monotone over every clock change, which {@link java.time.ZonedDateTime#of} does not: in London on 2026-03-29
 * it puts 02:00 (inside the gap) before 01:59. A wall time that occurs twice means its first occurrence; a turn that falls
 * wholly into a gap (Apia skipped 2011-12-30) has no length and nobody serves it.
 *
 * @param users at least one; a name may occur more than once
 * @param every at least one day, with no negative part
 */
public record Layer(List<String> users, LocalDateTime start, Period every) {
    /** A month has at least so many days: bounds the number of turns that fit before an instant. */
    private static final int MONTH_DAYS_MIN = 28;

    /** Turns are counted in an int, and a turn of that many years has no use. */
    private static final int EVERY_DAYS_MAX = 36_500;

    /** Wall clock and UTC differ by 18 hours at most, and a gap by one day: an estimate in days may miss by so much. */
    private static final int ESTIMATE_SLACK_DAYS = 3;

    public Layer {
        users = List.copyOf(users);
        if (users.isEmpty()) throw new IllegalArgumentException("cannot build rotation: it has no users");
        if (users.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("cannot build rotation: a user name is blank");
        }
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("cannot build rotation: every is " + every + ", the least is P1D");
        }
        if (daysMin(every) > EVERY_DAYS_MAX) {
            throw new IllegalArgumentException(
                    "cannot build rotation: every is " + every + ", the most is " + EVERY_DAYS_MAX + " days");
        }
    }

    @Nullable
    String userAt(Instant at, ZoneId zone) {
        long turn = turnAt(at, zone);
        return turn < 0 ? null : users.get((int) (turn % users.size()));
    }

    /** The first boundary strictly after {@code at}. */
    Instant boundaryAfter(Instant at, ZoneId zone) {
        return boundary(turnAt(at, zone) + 1, zone);
    }

    /** The last turn that has begun at {@code at}, or -1 before the first. Boundaries never decrease, so it can be bisected. */
    private long turnAt(Instant at, ZoneId zone) {
        long days = ChronoUnit.DAYS.between(start, LocalDateTime.ofInstant(at, zone)) + ESTIMATE_SLACK_DAYS;
        long begun = -1;
        long ahead = Math.max(0, days / daysMin(every)) + 1;
        while (ahead - begun > 1) {
            long middle = (begun + ahead) >>> 1;
            if (boundary(middle, zone).isAfter(at)) ahead = middle;
            else begun = middle;
        }
        return begun;
    }

    private Instant boundary(long turn, ZoneId zone) {
        return firstAtOrAfter(start.plus(every.multipliedBy(Math.toIntExact(turn))), zone);
    }

    /** The first instant at which the clock on the wall of {@code zone} shows {@code wall} or later. */
    static Instant firstAtOrAfter(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change != null && change.isGap()) return change.getInstant();
        // Of the two offsets of an overlap this one is the earlier instant.
        return wall.toInstant(
                change != null ? change.getOffsetBefore() : zone.getRules().getOffset(wall));
    }

    private static long daysMin(Period every) {
        return (every.getYears() * 12L + every.getMonths()) * MONTH_DAYS_MIN + every.getDays();
    }
}
