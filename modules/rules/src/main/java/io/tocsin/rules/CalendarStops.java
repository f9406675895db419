package io.tocsin.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * When the thresholds of a rule may change because a calendar begins or ends. In between, a window in which nothing happens need
 * not be looked at.
 */
final class CalendarStops {
    private final List<Calendar> calendars;
    private long from = Deadlines.NEVER;
    private long next = Long.MIN_VALUE;

    CalendarStops(List<Limit> limits) {
        calendars = limits.stream()
                .flatMap(limit -> limit.exceptions().stream())
                .map(Limit.Exception::calendar)
                .distinct()
                .toList();
    }

    /** Whether thresholds never change. */
    boolean isEmpty() {
        return calendars.isEmpty();
    }

    /** The first instant after this one at which they may change; {@link Deadlines#NEVER} when they never do. */
    long after(long millis) {
        if (calendars.isEmpty()) return Deadlines.NEVER;
        if (millis >= from && millis < next) return next;
        long found = Deadlines.NEVER;
        for (Calendar calendar : calendars) found = Math.min(found, after(calendar, millis));
        from = millis;
        next = found;
        return found;
    }

    private static long after(Calendar calendar, long millis) {
        ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(calendar.zone());
        ZoneOffsetTransition shift = calendar.zone().getRules().nextTransition(at.toInstant());
        long found = shift == null ? Deadlines.NEVER : shift.getInstant().toEpochMilli();
        // spans begin and end on certain days only, but it does no harm to look on the others
        for (int day = -1; day <= 1; day++) {
            LocalDate date = at.toLocalDate().plusDays(day);
            for (Calendar.Span span : calendar.spans()) {
                found = Math.min(found, after(date, span.from(), calendar.zone(), millis));
                found = Math.min(found, after(date, span.to(), calendar.zone(), millis));
            }
        }
        return found;
    }

    /** A local time that comes twice, when clocks go back, is two instants; the change itself is one as well. */
    private static long after(LocalDate date, LocalTime time, ZoneId zone, long millis) {
        ZonedDateTime at = ZonedDateTime.of(date, time, zone);
        long first = ceilMillis(at.withEarlierOffsetAtOverlap());
        long second = ceilMillis(at.withLaterOffsetAtOverlap());
        if (first > millis) return first;
        return second > millis ? second : Deadlines.NEVER;
    }

    /** A span that begins between two milliseconds holds from the later one. */
    private static long ceilMillis(ZonedDateTime at) {
        long millis = at.toInstant().toEpochMilli();
        return at.getNano() % 1_000_000 == 0 ? millis : millis + 1;
    }
}
