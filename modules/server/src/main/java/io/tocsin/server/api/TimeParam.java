package io.tocsin.server.api;

import io.tocsin.yaml.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** A time as people and programs write it in a query string. */
public final class TimeParam {
    /** In a query string a plus means a space, and who types an address by hand does not think of that. */
    private static final Pattern PLUS_LOST = Pattern.compile(" (\\d\\d:\\d\\d)$");

    private TimeParam() {}

    /**
     * Reads RFC 3339, an epoch number (s, ms, µs or ns, told apart by magnitude), {@code now}, {@code now-1h} or {@code -15m}.
     *
     * @throws IllegalArgumentException with the forms that would be right
     */
    public static Instant parse(String text, Instant now) {
        try {
            if (text.equals("now")) return now;
            if (text.startsWith("now-") || text.startsWith("-")) {
                Duration back = Durations.parse(text.substring(text.indexOf('-') + 1));
                if (back != null) return now.minus(back);
            }
            if (text.matches("\\d{1,19}(\\.\\d+)?")) return epoch(text);
            return OffsetDateTime.parse(PLUS_LOST.matcher(text).replaceFirst("+$1"))
                    .toInstant();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "cannot read time '" + text
                            + "': give RFC 3339 (2026-01-05T08:00:00Z), an epoch number, 'now' or a duration back such as -15m");
        }
    }

    private static Instant epoch(String text) {
        int dot = text.indexOf('.');
        long whole = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
        if (whole < 100_000_000_000L) {
            double seconds = Double.parseDouble(text);
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        }
        if (whole < 100_000_000_000_000L) return Instant.ofEpochMilli(whole);
        if (whole < 100_000_000_000_000_000L) return Instant.ofEpochSecond(whole / 1_000_000, whole % 1_000_000 * 1000);
        return Instant.ofEpochSecond(whole / 1_000_000_000, whole % 1_000_000_000);
    }
}
