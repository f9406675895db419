package io.tocsin.notify;

import io.tocsin.notify.Answer.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long the other side wants to be left alone: the Retry-After header of RFC 9110, in seconds or as a date. */
final class RetryAfter {
    /** A typing error on the other side must not silence us for a day. */
    static final Duration MAX = Duration.ofHours(1);

    private static final Duration GARBAGE = Duration.ofSeconds(1);

    private RetryAfter() {}

    /**
     * Zero when there is no such header.
     *
     * @param now measures a date when the answer does not say what time it is there
     */
    static Duration of(Answered answer, Instant now) {
        String value = answer.headers().get("Retry-After");
        if (value == null) return Duration.ZERO;
        Duration wish = wish(value.strip(), answer.headers().get("Date"), now);
        if (wish.isNegative()) return Duration.ZERO;
        return wish.compareTo(MAX) > 0 ? MAX : wish;
    }

    /** The header, or so many seconds where the body asks for more; a part of a millisecond counts as one. */
    static Duration of(Answered answer, @Nullable Object seconds, Instant now) {
        Duration header = of(answer, now);
        if (!(seconds instanceof Number number) || !(number.doubleValue() > 0)) return header;
        double millis = Math.min(Math.ceil(number.doubleValue() * 1000), (double) MAX.toMillis());
        Duration body = Duration.ofMillis((long) millis);
        return body.compareTo(header) > 0 ? body : header;
    }

    private static Duration wish(String value, @Nullable String date, Instant now) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return value.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(value));
        }
        Instant until = instant(value);
        if (until == null) return GARBAGE;
        Instant there = date == null ? null : instant(date);
        return Duration.between(there == null ? now : there, until);
    }

    private static @Nullable Instant instant(String httpDate) {
        try {
            return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
