package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final Seen seen = new Seen(Duration.ofMinutes(10));

    @Test
    void aKeyIsNewOnce() {
        assertThat(seen.first("a", NOW)).isTrue();
        assertThat(seen.first("b", NOW)).isTrue();
        assertThat(seen.first("a", NOW.plusSeconds(600))).isFalse();
    }

    @Test
    void afterItsTimeItIsForgotten() {
        seen.first("a", NOW);
        seen.first("b", NOW.plusSeconds(300));

        assertThat(seen.first("a", NOW.plusSeconds(601))).isTrue();
        assertThat(seen.first("b", NOW.plusSeconds(601))).isFalse();
    }

    @Test
    void whatCameToNothingMayBeToldAgain() {
        seen.first("a", NOW);
        seen.forget("a");

        assertThat(seen.first("a", NOW)).isTrue();
    }

    @Test
    void itsSizeIsBounded() {
        for (int i = 0; i <= Seen.KEYS_MAX; i++)
            assertThat(seen.first("key " + i, NOW)).isTrue();

        assertThat(seen.first("key " + Seen.KEYS_MAX, NOW)).isFalse();
        assertThat(seen.first("key 0", NOW)).isTrue();
    }
}
