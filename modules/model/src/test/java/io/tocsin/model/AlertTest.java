package io.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Alert alert(int from, @Nullable Integer to) {
        return new Alert(
                Labels.of("alertname", "Down"),
                Map.of(),
                minute(from),
                to == null ? null : minute(to),
                minute(Math.max(from, -1)),
                "",
                List.of(),
                "");
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    /** It was noon, now it is eleven. */
    private static Alert setBack(Alert alert) {
        return alert.earlierBy(HOUR, NOON.minus(HOUR));
    }

    @Test
    void whatWasOverIsOverByTheNewClockAndHasLastedAsLong() {
        Alert moved = setBack(alert(-30, -10));

        assertThat(moved.firingAt(NOON.minus(HOUR))).isFalse();
        assertThat(moved.startsAt()).isEqualTo(minute(-90));
        assertThat(moved.endsAt()).isEqualTo(minute(-70));
    }

    @Test
    void whatEndedAtThatVeryInstantIsOver() {
        Duration told = HOUR.minusNanos(1);

        assertThat(alert(-30, 0).earlierBy(told, NOON.minus(HOUR)).firingAt(NOON.minus(HOUR)))
                .isFalse();
    }

    @Test
    void whatHoldsAndWhatIsForetoldKeepTheirTimes() {
        assertThat(setBack(alert(-30, null)).startsAt()).isEqualTo(minute(-30));
        assertThat(setBack(alert(-30, null)).endsAt()).isNull();
        assertThat(setBack(alert(-30, 4)).endsAt()).isEqualTo(minute(4));
    }

    @Test
    void whatWasOverBeforeThatHourIsLeftAlone() {
        assertThat(setBack(alert(-90, -61)).endsAt()).isEqualTo(minute(-61));
    }

    @Test
    void nobodyIsHeardOfInTheFuture() {
        assertThat(setBack(alert(-30, null)).updatedAt()).isEqualTo(NOON.minus(HOUR));
    }

    @Test
    void whatIsOverByAnotherClockIsOverByOursToo() {
        assertThat(alert(-30, 4).overBy(NOON).endsAt()).isEqualTo(NOON);
        assertThat(alert(2, 4).overBy(NOON).startsAt()).isEqualTo(NOON);
        assertThat(alert(-30, -4).overBy(NOON)).isEqualTo(alert(-30, -4));
        assertThat(alert(-30, null).overBy(NOON)).isEqualTo(alert(-30, null));
    }
}
