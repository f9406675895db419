package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import io.tocsin.server.Heartbeats.Beat;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Heartbeat BACKUP = new Heartbeat(
            "backup", Duration.ofHours(1), Duration.ofMinutes(5), Severity.HIGH, Map.of("team", "data"), "backups");

    private final Heartbeats heartbeats = new Heartbeats();

    private static Instant after(Duration time) {
        return NOON.plus(time);
    }

    @Test
    void whatComesInTimeIsNotMissing() {
        heartbeats.use(Map.of("backup", BACKUP), NOON);
        heartbeats.came("backup", after(Duration.ofMinutes(30)));

        assertThat(heartbeats.missing(after(Duration.ofMinutes(95))))
                .as("the grace is over just then")
                .isEmpty();
    }

    @Test
    void whatDoesNotComeIsAnAlertWithItsOwnLabels() {
        heartbeats.use(Map.of("backup", BACKUP), NOON);
        heartbeats.came("backup", NOON.plusSeconds(1));

        Map<Labels, Map<String, String>> missing = heartbeats.missing(after(Duration.ofMinutes(66)));

        assertThat(missing.keySet())
                .containsExactly(Labels.of(Map.of(
                        "alertname", "HeartbeatMissing", "heartbeat", "backup", "severity", "high", "team", "data")));
        assertThat(missing.values().iterator().next())
                .containsEntry("runbook", "backups")
                .containsEntry(
                        "description",
                        "The last one came at 2026-03-02T12:00:01Z; one is due every 1h, with a grace of 5m.");
    }

    @Test
    void whatNeverCameIsMissingToo() {
        assertThat(heartbeats.use(Map.of("backup", BACKUP), NOON))
                .containsEntry("backup", new Beat("backup", NOON, false));

        assertThat(heartbeats.missing(after(Duration.ofMinutes(65)))).isEmpty();
        assertThat(heartbeats.missing(after(Duration.ofMinutes(66)))).hasSize(1);
    }

    @Test
    void theWaitingGoesOnOverARestart() {
        heartbeats.restore(new Beat("backup", NOON, false));

        assertThat(heartbeats.use(Map.of("backup", BACKUP), after(Duration.ofMinutes(60))))
                .as("nothing new to be kept")
                .isEmpty();

        assertThat(heartbeats.missing(after(Duration.ofMinutes(66)))).hasSize(1);
    }

    @Test
    void aStrangerHasNone() {
        heartbeats.use(Map.of("backup", BACKUP), NOON);

        assertThat(heartbeats.came("backups", NOON)).isNull();
    }

    @Test
    void whatIsNotDeclaredAnyMoreIsForgotten() {
        heartbeats.use(Map.of("backup", BACKUP), NOON);

        assertThat(heartbeats.use(Map.of(), after(Duration.ofHours(3))))
                .containsOnlyKeys("backup")
                .containsEntry("backup", null);

        assertThat(heartbeats.missing(after(Duration.ofHours(9)))).isEmpty();
        assertThat(heartbeats.beats()).isEmpty();
    }
}
