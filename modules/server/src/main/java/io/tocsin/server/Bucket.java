package io.tocsin.server;

import io.tocsin.server.config.Rate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket that gathers what does not fit. Once it is empty everything waits for the same instant, so that what waits is
 * told together and in order. A value: each decision gives the next one.
 *
 * @param tokens how many more may pass now
 * @param at when that was
 * @param gathering until when what does not fit is gathered; null while all fits
 */
record Bucket(double tokens, Instant at, @Nullable Instant gathering) {
    /** What became of one message. */
    record Decision(Bucket next, @Nullable Instant waitsUntil) {}

    static Bucket full(Rate rate, Instant now) {
        return new Bucket(rate.burst(), now, null);
    }

    /** One message more: it passes, or waits. */
    Decision take(Rate rate, Instant now) {
        Bucket filled = filled(rate, now);
        Instant until = gathering;
        if (until != null && now.isBefore(until)) return new Decision(filled, until);
        if (filled.tokens >= 1) return new Decision(new Bucket(filled.tokens - 1, filled.at, null), null);
        Instant end = now.plus(Rate.GATHERED);
        return new Decision(new Bucket(filled.tokens, filled.at, end), end);
    }

    /** The message that sums up goes out whatever is left, and counts. */
    Bucket summedUp(Rate rate, Instant now) {
        Bucket filled = filled(rate, now);
        return new Bucket(Math.max(0, filled.tokens - 1), filled.at, null);
    }

    Bucket earlierBy(Duration by) {
        return new Bucket(tokens, at.minus(by), gathering == null ? null : gathering.minus(by));
    }

    /** A clock that goes back fills nothing. */
    private Bucket filled(Rate rate, Instant now) {
        if (!now.isAfter(at)) return this;
        double more = Duration.between(at, now).toMillis() * rate.perMinute() / 60_000.0;
        return new Bucket(Math.min(rate.burst(), tokens + more), now, gathering);
    }
}
