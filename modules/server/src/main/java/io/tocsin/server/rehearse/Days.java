package io.tocsin.server.rehearse;

import io.tocsin.server.report.Night;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stretch of time that is rehearsed, on the wall clock of the people who would be woken. */
public record Days(Instant from, Instant to, ZoneId zone) {
    private static final int OPENS = 9;
    private static final int CLOSES = 18;
    /** Of less nobody can tell what a week would bring. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    private static final double WEEK_MILLIS = Duration.ofDays(7).toMillis();

    /** Whether it is Monday to Friday, 09:00 to 18:00. */
    boolean isBusiness(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && local.getHour() >= OPENS && local.getHour() < CLOSES;
    }

    /** Whether it is 22:00 to 07:00. */
    boolean isNight(Instant at) {
        return Night.at(at, zone);
    }

    /** How often something was, for each day that the stretch touches. */
    List<Long> counts(List<Instant> instants) {
        Map<LocalDate, Long> byDay = new LinkedHashMap<>();
        LocalDate last = to.minusMillis(1).atZone(zone).toLocalDate();
        for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1))
            byDay.put(day, 0L);
        for (Instant at : instants) byDay.merge(at.atZone(zone).toLocalDate(), 1L, Long::sum);
        return new ArrayList<>(byDay.values());
    }

    /** A number of the whole stretch as one of a week, rounded to a tenth; null for a stretch too short to say. */
    @Nullable
    Double perWeek(long count) {
        return per(WEEK_MILLIS, count);
    }

    /** The same of a day. */
    @Nullable
    Double perDay(long count) {
        return per(WEEK_MILLIS / 7, count);
    }

    private @Nullable Double per(double millis, long count) {
        if (length().compareTo(SHORTEST) < 0) return null;
        return Math.round(count * millis / length().toMillis() * 10) / 10.0;
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
