package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:04:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 30 ', PT30S",
        "3600, PT1H",
        "3601, PT1H",
        "999999999999999999999, PT1H",
        "-5, PT1S",
        "1.5, PT1S",
        "soon, PT1S",
        "'', PT1S",
        "'Sun, 01 Mar 2026 03:05:30 GMT', PT1M30S",
        "'Sun, 01 Mar 2026 03:00:00 GMT', PT0S",
        "'Sun, 08 Mar 2026 03:00:00 GMT', PT1H",
    })
    void secondsDatesAndGarbageAreUnderstood(String header, Duration expected) {
        assertThat(RetryAfter.of(answer("Retry-After", header), NOW)).isEqualTo(expected);
    }

    @Test
    void withoutTheHeaderThereIsNoFloor() {
        assertThat(RetryAfter.of(answer("X", "y"), NOW)).isZero();
    }

    @Test
    void aDateIsMeasuredByTheClockOfTheOtherSide() {
        Answer.Answered answer = answer("Retry-After", "Sun, 01 Mar 2026 09:00:10 GMT");
        answer.headers().set("Date", "Sun, 01 Mar 2026 09:00:00 GMT");

        assertThat(RetryAfter.of(answer, NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    private static Answer.Answered answer(String name, String value) {
        return new Answer.Answered(429, MultiMap.caseInsensitiveMultiMap().set(name, value), "");
    }
}
