package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecognisedTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Delivered batch(String name, Instant at) {
        return new Delivered(name, at, 1, 0, 0);
    }

    @Test
    void aBatchIsKnownUntilItIsTooOld() {
        Recognised known = new Recognised();
        known.remember(batch("a", NOON), List.of());

        assertThat(known.batch("a", NOON.plus(Recognised.BATCH_AGE_MAX))).isEqualTo(batch("a", NOON));
        assertThat(known.batch("a", NOON.plus(Recognised.BATCH_AGE_MAX).plusSeconds(1)))
                .isNull();
        assertThat(known.batch("b", NOON)).isNull();
    }

    @Test
    void theOldestBatchesAreForgottenFirst() {
        Recognised known = new Recognised(3, 10);
        for (int i = 0; i < 5; i++) known.remember(batch("b" + i, NOON.plusSeconds(i)), List.of());

        assertThat(known.snapshot().batches()).extracting(Delivered::batch).containsExactly("b2", "b3", "b4");

        known.remember(batch("late", NOON.plus(Duration.ofDays(2))), List.of());
        assertThat(known.snapshot().batches()).extracting(Delivered::batch).containsExactly("late");
    }

    @Test
    void theLastKeysAreKnownAndNoOthers() {
        Random random = new Random(4);
        RecentKeys keys = new RecentKeys(3_000);
        ArrayDeque<Long> expected = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            // From a small range, so that they meet again and crowd the table.
            long key = 1 + ((long) random.nextInt(8_000) << random.nextInt(3));
            if (!expected.contains(key)) {
                expected.add(key);
                if (expected.size() > 3_000) expected.remove();
            }
            keys.add(key);
            long asked = 1 + (long) random.nextInt(8_000);
            assertThat(keys.contains(asked)).isEqualTo(expected.contains(asked));
        }
        assertThat(keys.oldestFirst()).containsExactlyElementsOf(expected);
    }
}
