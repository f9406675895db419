package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Severity;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heartbeats}, {@code watchdog} and {@code rules} of tocsin.yml. */
class SelfWatchTest {
    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    private List<String> problemsOf(String tocsin) {
        return config.file("tocsin.yml", tocsin).problems();
    }

    private Settings settingsOf(String tocsin) throws Exception {
        return config.file("tocsin.yml", tocsin).settings();
    }

    @Test
    void nothingIsOwedUnlessItIsWritten() throws Exception {
        assertThat(settingsOf("").selfWatch()).isEqualTo(SelfWatch.NONE);
        assertThat(settingsOf("").checkpointEvery()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void heartbeatsAreReadWithTheirDefaults() throws Exception {
        Map<String, Heartbeat> heartbeats = settingsOf("""
                heartbeats:
                  nightly-backup: {every: 1d, grace: 2h, severity: critical, labels: {team: data}, runbook: backups}
                  site.berlin: {every: 30s}
                """).selfWatch().heartbeats();

        assertThat(heartbeats.values())
                .containsExactly(
                        new Heartbeat(
                                "nightly-backup",
                                Duration.ofDays(1),
                                Duration.ofHours(2),
                                Severity.CRITICAL,
                                Map.of("team", "data"),
                                "backups"),
                        new Heartbeat(
                                "site.berlin",
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(1),
                                Severity.HIGH,
                                Map.of(),
                                ""));
    }

    @Test
    void whatIsWrongWithHeartbeatsIsToldAtOnce() {
        assertThat(problemsOf("""
                heartbeats:
                  a b: {every: 1h}
                  c: {grace: 1h}
                  d: {every: 1s}
                  e: {every: 1h, severity: hihg, labels: {alertname: x, 'no-label': y}}
                  f: {every: 1h, evry: 2h}
                """))
                .containsExactlyInAnyOrder(
                        "tocsin.yml:2:8: a heartbeat is called by letters, digits, '.', '_' and '-', at most 100, not 'a b'",
                        "tocsin.yml:3:6: 'every' is required",
                        "tocsin.yml:4:14: 'every' must be between 10s and 366d, not 1s",
                        "tocsin.yml:5:28: 'severity' must be one of [critical, high, medium, low], not 'hihg', did you mean 'high'?",
                        "tocsin.yml:5:54: the label 'alertname' is set by Tocsin",
                        "tocsin.yml:5:69: 'no-label' is no name of a label",
                        "tocsin.yml:6:18: unknown key 'evry', did you mean 'every'?");
    }

    @Test
    void theWatchdogHasAnAddressThatIsASecret() throws Exception {
        SelfWatch.Watchdog watchdog =
                Objects.requireNonNull(settingsOf("watchdog: {url: 'https://hc.example.org/ping/geheim', every: 2m}")
                        .selfWatch()
                        .watchdog());

        assertThat(watchdog.every()).isEqualTo(Duration.ofMinutes(2));
        assertThat(watchdog.url().reveal()).isEqualTo("https://hc.example.org/ping/geheim");
        assertThat(watchdog.toString()).doesNotContain("geheim");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutShowingIt() {
        assertThat(problemsOf("watchdog: {url: 'ftp://geheim', every: 2d}"))
                .containsExactlyInAnyOrder(
                        "tocsin.yml:1:17: 'url' must be an address that begins with http:// or https:// and names a host",
                        "tocsin.yml:1:40: 'every' must be between 10s and 1h, not 2d");
    }

    @Test
    void checkpointsHaveBounds() throws Exception {
        assertThat(settingsOf("rules: {checkpoint_every: 1s}").checkpointEvery())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(problemsOf("rules: {checkpoint_every: 1h}"))
                .containsExactly("tocsin.yml:1:27: 'checkpoint_every' must be between 1s and 10m, not 1h");
    }
}
