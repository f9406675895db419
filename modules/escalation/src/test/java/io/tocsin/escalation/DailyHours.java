package io.tocsin.escalation;

import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The same hours of each day, UTC.
 *
 * @param from the first hour of the day that is in them
 * @param to the first that is not, later than {@code from}
 */
record DailyHours(int from, int to) implements Hours {
    @Override
    public boolean holdAt(Instant at) {
        int hour = LocalTime.ofInstant(at, ZoneOffset.UTC).getHour();
        return hour >= from && hour < to;
    }

    @Override
    public Instant changeAfter(Instant at) {
        Instant next = at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        while (holdAt(next) == holdAt(at)) next = next.plus(Duration.ofHours(1));
        return next;
    }
}
