package io.tocsin.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Slack's limit for posting, one message per second and channel with short bursts, as a token bucket per channel. */
final class SlackRate {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final int burst;
    /** For each channel the instant at which its bucket is full again. */
    private final Map<String, Instant> fullAt = new ConcurrentHashMap<>();

    SlackRate(InstantSource clock, int burst) {
        this.clock = clock;
        this.burst = burst;
    }

    boolean allows(String channel) {
        Instant now = clock.instant();
        Instant full = fullAt.getOrDefault(channel, now);
        Instant next = (full.isBefore(now) ? now : full).plus(INTERVAL);
        if (next.isAfter(now.plus(INTERVAL.multipliedBy(burst)))) return false;
        fullAt.put(channel, next);
        return true;
    }

    static FakeHttp.Reply tooMany() {
        return new FakeHttp.Reply(429, Map.of("Retry-After", "1"), "{\"ok\":false,\"error\":\"ratelimited\"}");
    }
}
