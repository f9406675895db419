package io.tocsin.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * Named hours of the week, such as business hours, in a zone of their own.
 *
 * @param name as rules refer to it
 * @param spans any of them; a span belongs to the day on which it begins and may end on the next
 */
public record Calendar(String name, ZoneId zone, List<Span> spans) {
    /** Keeps a copy. */
    public Calendar {
        spans = List.copyOf(spans);
    }

    /**
     * The same hours on some days.
     *
     * @param from included
     * @param to excluded; not later than {@code from} means on the next day, equal means the whole day
     */
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        /** Keeps a copy. */
        public Span {
            days = Set.copyOf(days);
        }

        private boolean holds(ZonedDateTime at) {
            LocalTime time = at.toLocalTime();
            boolean overnight = !to.isAfter(from);
            if (!overnight) return days.contains(at.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
            if (!time.isBefore(from)) return days.contains(at.getDayOfWeek());
            return time.isBefore(to) && days.contains(at.getDayOfWeek().minus(1));
        }
    }

    /** Whether an instant, in milliseconds, lies in it. */
    boolean holds(long millis) {
        ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(zone);
        for (Span span : spans) if (span.holds(at)) return true;
        return false;
    }
}
