package io.tocsin.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as people on call read them.
 *
 * @param zone whose wall clock
 * @param today the instant that they think of: other days are named
 */
record Hours(ZoneId zone, Instant today) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

    /** {@code 03:00:05}, or {@code Mon 30 Nov 03:00:05} on another day. */
    String at(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        boolean same = day.equals(LocalDate.ofInstant(today, zone));
        return (same ? CLOCK : DAY).format(instant.atZone(zone));
    }
}
