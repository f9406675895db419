package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final ClockWatch watch = new ClockWatch(nanos::get, START);

    private Instant after(Duration time, Duration wrongBy) {
        nanos.addAndGet(time.toNanos());
        return START.plus(Duration.ofNanos(nanos.get() + 5)).plus(wrongBy);
    }

    @Test
    void timeThatPassesIsNoStep() {
        assertThat(watch.look(after(Duration.ofHours(30), Duration.ZERO))).isZero();
    }

    @Test
    void aStepIsToldOnceAndExactly() {
        Instant set = after(Duration.ofSeconds(3), Duration.ofDays(-1));

        assertThat(watch.goesOn(set)).isFalse();
        assertThat(watch.look(set)).isEqualTo(Duration.ofDays(-1));
        assertThat(watch.goesOn(set)).isTrue();
        assertThat(watch.look(after(Duration.ofSeconds(3), Duration.ofDays(-1))))
                .isZero();
        assertThat(watch.look(after(Duration.ofSeconds(3), Duration.ZERO))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        for (int second = 1; second <= 100; second++) {
            assertThat(watch.goesOn(after(Duration.ofSeconds(1), Duration.ofMillis(-20L * second))))
                    .isTrue();
        }
    }
}
