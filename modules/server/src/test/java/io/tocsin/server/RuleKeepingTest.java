package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleSet;
import io.tocsin.testkit.SimulatedTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what the rules have seen may go to disk, and what follows when it cannot. */
class RuleKeepingTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("rules", vertx.getOrCreateContext(), 100, () -> {});
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    private final RulesDesk desk = new RulesDesk(
            RuleSet.EMPTY, time, (firings, position, owing) -> {}, new Metrics(new SimpleMeterRegistry(), time));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void keep(RuleKeeping keeping) {
        loop.call(keeping::keep).await();
    }

    private Path windows() {
        return folder.resolve("rules/windows");
    }

    private void observe(long position) {
        LogEvent event = new LogEvent(
                position,
                time.instant(),
                time.instant(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Fields.EMPTY,
                List.of());
        desk.observe("http", List.of(event), position);
    }

    @Test
    void nothingIsKeptThatAlertsHaveNotHeard() throws IOException {
        observe(7);
        RuleKeeping deaf = new RuleKeeping(
                desk,
                loop,
                new RuleCheckpoints(folder.resolve("rules")),
                at -> Future.failedFuture("the disk is full"));

        keep(deaf);

        assertThat(windows()).doesNotExist();
        assertThat(desk.memory()).as("the journal keeps everything").isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void aDiskThatTakesNothingIsTriedAgain() throws IOException {
        observe(7);
        RuleCheckpoints checkpoints = new RuleCheckpoints(folder.resolve("rules"));
        RuleKeeping keeping = new RuleKeeping(desk, loop, checkpoints, at -> Future.succeededFuture());
        Files.delete(folder.resolve("rules"));

        keep(keeping);
        assertThat(windows()).doesNotExist();
        assertThat(desk.memory()).isGreaterThan(Duration.ofDays(365));

        Files.createDirectory(folder.resolve("rules"));
        keep(keeping);
        assertThat(windows()).isNotEmptyFile();
        assertThat(desk.memory()).isZero();
        assertThat(checkpoints.load(RuleSet.EMPTY, 8).next()).isEqualTo(8);
    }
}
