package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import io.tocsin.testkit.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnAlertsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final SimulatedTime time = new SimulatedTime(NOON);
    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();
    private final List<Alert> told = new ArrayList<>();
    private final OwnAlerts own = new OwnAlerts(
            List.of(
                    new OwnAlerts.Trouble("TocsinDiskAlmostFull", "The disk is almost full", wrong::get),
                    new OwnAlerts.Trouble("TocsinJournalFailing", "The disk refuses", () -> null)),
            told::addAll,
            time);

    @Test
    void whatIsWellIsNotTold() {
        own.look();

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsWrongIsAnAlertUnderItsName() {
        wrong.set("12 MiB free");

        own.look();

        Alert alert = told.getFirst();
        assertThat(alert.labels())
                .isEqualTo(Labels.of(
                        Map.of("alertname", "TocsinDiskAlmostFull", "service", "tocsin", "severity", "critical")));
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.annotations()).containsEntry("description", "12 MiB free");
        assertThat(alert.firingAt(time.instant())).isTrue();
    }

    @Test
    void whatGoesOnIsToldAgainEveryMinuteAndNotEverySecond() {
        wrong.set("12 MiB free");
        for (int i = 0; i < 130; i++) {
            own.look();
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(told).hasSize(3).extracting(Alert::startsAt).containsOnly(NOON);
    }

    @Test
    void whatIsOverEndsOnce() {
        wrong.set("12 MiB free");
        own.look();
        time.advance(Duration.ofSeconds(30));
        wrong.set(null);

        own.look();
        own.look();

        assertThat(told).hasSize(2);
        assertThat(told.getLast().startsAt()).isEqualTo(NOON);
        assertThat(told.getLast().firingAt(time.instant())).isFalse();
    }
}
