package io.tocsin.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that loggers write: RFC 3339 and its ISO 8601 relatives (a space for the T, a comma before the fraction,
 * {@code +0100}, no zone, which means UTC), and epoch numbers in s, ms, µs or ns, told apart by their magnitude. By hand,
 * because this runs once per event and {@code DateTimeFormatter} costs as much as the whole rest of the decoder.
 */
final class EventTime {
    /** Below this, 3 March 1973 in seconds, a number is an uptime or a duration and no time. */
    private static final double LEAST_EPOCH = 1e8;

    /** Seconds reach this in the year 5138, milliseconds passed it in 1973. */
    private static final double SECONDS_BELOW = 1e11;

    private static final double MILLIS_BELOW = 1e14;
    private static final double MICROS_BELOW = 1e17;

    /** Nanoseconds that fit a long end in 2262; what is longer is no time. */
    private static final double NANOS_BELOW = 9.2e18;

    /** Longer than any spelling of a time; bounds the work on a value that is none. */
    private static final int LONGEST = 40;

    private static final int SHORTEST_DATE_TIME = "2026-01-01T00:00".length();

    private final String text;
    private int at;

    private EventTime(String text) {
        this.text = text;
    }

    /** The instant that a text names, or null when it names none or one before 1970, which is a clock that was never set. */
    static @Nullable Instant parse(String value) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > LONGEST) return null;
        try {
            Instant found = text.length() >= SHORTEST_DATE_TIME && text.charAt(4) == '-'
                    ? new EventTime(text).dateTime()
                    : epoch(text);
            return found == null || found.getEpochSecond() < 0 ? null : found;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant epoch(String text) {
        if (!Character.isDigit(text.charAt(0))) return null;
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) return null;
        }
        // The magnitude is checked as a double first: a BigDecimal of 1e999999999 would take the heap with it.
        double magnitude = Double.parseDouble(text);
        if (!(magnitude >= LEAST_EPOCH) || magnitude >= NANOS_BELOW) return null;
        int perSecond = magnitude < SECONDS_BELOW ? 0 : magnitude < MILLIS_BELOW ? 3 : magnitude < MICROS_BELOW ? 6 : 9;
        if (text.length() == 13 && perSecond == 3 && text.indexOf('.') < 0 && text.indexOf('E') < 0) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        BigDecimal seconds = new BigDecimal(text).movePointLeft(perSecond);
        long whole = seconds.longValue();
        return Instant.ofEpochSecond(
                whole,
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }

    private @Nullable Instant dateTime() {
        int year = digits(4);
        int month = after('-') ? digits(2) : -1;
        int day = after('-') ? digits(2) : -1;
        if (!after('T') && !after('t') && !after(' ')) return null;
        int hour = digits(2);
        int minute = after(':') ? digits(2) : -1;
        int second = after(':') ? digits(2) : 0;
        int nanos = after('.') || after(',') ? fraction() : 0;
        boolean leap = second == 60;
        int offset = offset();
        if (at != text.length()) return null;
        return LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second, nanos)
                .toInstant(ZoneOffset.ofTotalSeconds(offset))
                .plusSeconds(leap ? 1 : 0);
    }

    /** Seconds east of UTC. */
    private int offset() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
        if (at == text.length() || after('Z') || after('z')) return 0;
        if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
            at += 3;
            return 0;
        }
        int sign = after('-') ? -1 : after('+') ? 1 : 0;
        if (sign == 0) throw new DateTimeException(text);
        int hours = digits(2);
        int minutes = after(':') || at < text.length() ? digits(2) : 0;
        if (minutes > 59) throw new DateTimeException(text);
        return sign * (hours * 60 + minutes) * 60;
    }

    private boolean after(char wanted) {
        if (at >= text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private int digits(int count) {
        if (at + count > text.length()) throw new DateTimeException(text);
        int number = 0;
        for (int end = at + count; at < end; at++) number = number * 10 + digit(text.charAt(at));
        return number;
    }

    private int fraction() {
        int nanos = 0;
        int places = 0;
        for (; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
            if (places++ < 9) nanos = nanos * 10 + digit(text.charAt(at));
        }
        if (places == 0) throw new DateTimeException(text);
        for (; places < 9; places++) nanos *= 10;
        return nanos;
    }

    private int digit(char c) {
        if (c < '0' || c > '9') throw new DateTimeException(text);
        return c - '0';
    }
}
