package io.tocsin.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that people compare with: RFC 3339, the same without an offset (UTC), a date (its midnight in UTC), or the
 * epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude.
 */
public final class Times {
    /** Beyond these no log was written; between them every unit of the epoch fits. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** From here on a number counts milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973. */
    private static final double MILLIS_FROM = 1e11;

    private static final double MICROS_FROM = 1e14;
    private static final double NANOS_FROM = 1e17;

    /** Longer than any time is written; keeps number arithmetic cheap. */
    private static final int MAX_LENGTH = 40;

    /** So many digits of weeks are 19,000 years: enough, and nothing overflows when they are taken from a time. */
    private static final int RELATIVE_DIGITS = 6;

    /** A year in milliseconds has eleven. */
    private static final int LENGTH_DIGITS = 12;

    private static final int DATE_LENGTH = "2026-11-20".length();

    private Times() {}

    /** The instant, or null for text that is none. Relative times are not read here: the parser makes them absolute. */
    public static @Nullable Instant of(String text) {
        if (text.length() > MAX_LENGTH || text.isEmpty()) return null;
        try {
            Instant time = read(text);
            return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant read(String text) {
        OptionalDouble number = Numbers.of(text);
        if (number.isPresent()) return epoch(new BigDecimal(text), Math.abs(number.getAsDouble()));
        if (text.length() == DATE_LENGTH)
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static Instant epoch(BigDecimal number, double size) {
        if (size > 1e20 || number.scale() > MAX_LENGTH) throw new ArithmeticException("not a time");
        int digits = size < MILLIS_FROM ? 9 : size < MICROS_FROM ? 6 : size < NANOS_FROM ? 3 : 0;
        BigDecimal[] parts = number.movePointRight(digits).divideAndRemainder(BigDecimal.TEN.pow(9));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
    }

    /** Whether the text is a date alone, which stands for a whole day. */
    static boolean isDate(String text) {
        return text.length() == DATE_LENGTH && text.charAt(4) == '-' && of(text) != null;
    }

    /** The text, but a date as the midnight it starts with: where a bound must not grow to the whole day. */
    static String midnight(String text) {
        return isDate(text) ? text + "T00:00:00Z" : text;
    }

    static String dayAfter(String date) {
        return LocalDate.parse(date).plusDays(1).toString();
    }

    static boolean isRelative(String text) {
        return text.startsWith("now")
                || (text.startsWith("-") && !text.isEmpty() && Numbers.of(text).isEmpty());
    }

    /** Reads {@code now}, {@code -15m}, {@code now-15m} or {@code now+1h}; units are ms, s, m, h, d and w. Null for anything else. */
    static @Nullable Instant relative(String text, Instant now) {
        String offset = text.startsWith("now") ? text.substring(3) : text;
        if (offset.isEmpty()) return now;
        Duration duration = duration(offset.substring(1), RELATIVE_DIGITS);
        if (duration == null) return null;
        return switch (offset.charAt(0)) {
            case '-' -> now.minus(duration);
            case '+' -> now.plus(duration);
            default -> null;
        };
    }

    /** Reads a length of time such as {@code 1m}, in the same units; null for anything else. */
    static @Nullable Duration length(String text) {
        return duration(text, LENGTH_DIGITS);
    }

    /** Writes whole milliseconds so that {@link #length} reads them, in the largest unit that fits. */
    static String print(Duration length) {
        long millis = length.toMillis();
        if (millis % 86_400_000 == 0) return millis / 86_400_000 + "d";
        if (millis % 3_600_000 == 0) return millis / 3_600_000 + "h";
        if (millis % 60_000 == 0) return millis / 60_000 + "m";
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static @Nullable Duration duration(String text, int maxDigits) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') digits++;
        if (digits == 0 || digits > maxDigits) return null;
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(number * 7);
            default -> null;
        };
    }
}
