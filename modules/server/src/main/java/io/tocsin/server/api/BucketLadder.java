package io.tocsin.server.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long a bar of a histogram is: always a length that people count in, so that bars begin at round times. */
final class BucketLadder {
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(365));

    /** The longest length of its own; longer ones are multiples of it. */
    static final Duration LONGEST = LENGTHS.getLast();

    private BucketLadder() {}

    /**
     * The shortest length by which the time is cut into so many pieces at most, counted from the epoch.
     *
     * @param from before {@code to}
     * @param buckets 1 or more
     */
    static Duration length(Instant from, Instant to, int buckets) {
        for (Duration length : LENGTHS) {
            if (count(from, to, length) <= buckets) return length;
        }
        // Times that nobody meant, such as the year 9999 beside 1970: they are shown all the same. Two pieces are left
        // however long they get when the epoch lies between.
        Duration length = LONGEST;
        while (count(from, to, length) > Math.max(2, buckets)) length = length.multipliedBy(2);
        return length;
    }

    private static long count(Instant from, Instant to, Duration length) {
        return start(to.minusNanos(1), length) - start(from, length) + 1;
    }

    /** Which piece an instant lies in, counted from the epoch. */
    static long start(Instant time, Duration length) {
        // Times beyond what a long of milliseconds holds are none that an event can have.
        return Math.floorDiv(millis(time), length.toMillis());
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE / 4 : Long.MAX_VALUE / 4;
        }
    }
}
