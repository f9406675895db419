package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.config.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aBurstPassesAndTheRestWaitsForOneInstant() {
        Rate rate = new Rate(2, 60);
        Bucket bucket = Bucket.full(rate, START);
        List<@Nullable Instant> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Bucket.Decision decision = bucket.take(rate, START.plusMillis(i));
            waits.add(decision.waitsUntil());
            bucket = decision.next();
        }

        assertThat(waits.subList(0, 2)).containsOnlyNulls();
        assertThat(waits.subList(2, 4)).containsOnly(START.plusMillis(2).plus(Rate.GATHERED));
    }

    @Test
    void afterAPauseThereIsRoomAgain() {
        Rate rate = new Rate(2, 60);
        Bucket empty = new Bucket(0, START, null);

        assertThat(empty.take(rate, START.plusMillis(999)).waitsUntil()).isNotNull();
        assertThat(empty.take(rate, START.plusSeconds(1)).waitsUntil()).isNull();
    }

    /** Whatever comes when: never more than the rate allows, nobody waits longer than the time of gathering, and in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void chance(long seed) {
        Random random = new Random(seed);
        Rate rate = new Rate(1 + random.nextInt(20), 1 + random.nextInt(120));
        Bucket bucket = Bucket.full(rate, START);
        List<Instant> passed = new ArrayList<>();
        Instant now = START;
        Instant lastWait = START;
        for (int i = 0; i < 3000; i++) {
            now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(500));
            Bucket.Decision decision = bucket.take(rate, now);
            bucket = decision.next();
            Instant until = decision.waitsUntil();
            if (until == null) {
                assertThat(now).as("nobody passes those who wait").isAfterOrEqualTo(lastWait);
                passed.add(now);
            } else {
                assertThat(until).isAfter(now).isBeforeOrEqualTo(now.plus(Rate.GATHERED));
                lastWait = until;
            }
        }
        for (int from = 0; from < passed.size(); from += 7) {
            for (int to = from; to < Math.min(passed.size(), from + 200); to++) {
                double minutes =
                        Duration.between(passed.get(from), passed.get(to)).toMillis() / 60_000.0;
                assertThat(to - from + 1)
                        .isLessThanOrEqualTo((int) Math.floor(rate.burst() + rate.perMinute() * minutes + 1e-6));
            }
        }
    }

    @Test
    void aClockThatGoesBackFillsNothing() {
        Rate rate = new Rate(1, 60);
        Bucket bucket = Bucket.full(rate, START).take(rate, START).next();

        assertThat(bucket.take(rate, START.minusSeconds(100)).waitsUntil()).isNotNull();
    }

    @Test
    void labelsOfAReceiverSayWhatItTakes() {
        Map<String, String> labels = Map.of(Rate.BURST, "5", Rate.PER_MINUTE, "1");

        assertThat(Rate.of(labels, "slack")).isEqualTo(new Rate(5, 1));
        assertThat(Rate.of(Map.of(), "email")).isEqualTo(Rate.PEOPLE);
        assertThat(Rate.of(Map.of(Rate.BURST, "many"), "email")).isEqualTo(Rate.PEOPLE);
        assertThat(Rate.of(Map.of(Rate.BURST, "0"), "email").unlimited()).isTrue();
        assertThat(Rate.of(labels, "webhook").unlimited()).isTrue();
        assertThat(Rate.of(labels, "pagerduty").unlimited()).isTrue();
    }
}
