package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server watches itself, and others; somebody else watches it. */
class SelfWatchStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final AtomicInteger pings = new AtomicInteger();
    private final HttpServer switches = listen();

    private HttpServer listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/ping", exchange -> {
                pings.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home);
        Files.writeString(home.resolve("config/tocsin.yml"), """
                watchdog: {url: 'http://127.0.0.1:%d/ping', every: 10s}
                heartbeats:
                  job: {every: 10s, grace: 0s, severity: low, labels: {team: data}}
                  yearly: {every: 365d}
                """.formatted(
                        switches.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        switches.stop(0);
    }

    private static JsonObject ready(Child server, String check) {
        return server.get("/-/ready").getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("name").equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTestAlarmComesThroughAndWhoeverWatchesIsTold() {
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> pings.get() > 0);

            assertThat(ready(server, "test alarm").getString("detail")).matches("the test alarm of .* took \\d+ ms");
            assertThat(server.get("/api/v1/incidents").getJsonArray("incidents"))
                    .isEmpty();
            assertThat(server.list("/api/v2/alerts")).isEmpty();
            assertThat(server.text()).doesNotContain("TocsinTestAlarm");
        }
    }

    @Test
    void aSignOfLifeSurvivesAKillAndItsAbsenceIsTold() {
        String last;
        try (Child first = Child.up(home)) {
            assertThat(first.post("/api/v1/heartbeats/yearly", "")).isEqualTo(200);
            assertThat(first.post("/api/v1/heartbeats/job", "")).isEqualTo(200);
            assertThat(first.post("/api/v1/heartbeats/jbo", "")).isEqualTo(404);
            last = first.get("/api/v1/heartbeats/yearly").getString("last");
            first.kill();
        }

        try (Child second = Child.up(home)) {
            assertThat(second.get("/api/v1/heartbeats/yearly").getString("last"))
                    .isEqualTo(last);
            await().atMost(PATIENCE).until(() -> !second.list("/api/v2/alerts").isEmpty());
            JsonObject alert = second.list("/api/v2/alerts").getJsonObject(0);
            assertThat(alert.getJsonObject("labels").getMap())
                    .containsEntry("alertname", "HeartbeatMissing")
                    .containsEntry("heartbeat", "job")
                    .containsEntry("team", "data");

            assertThat(second.post("/api/v1/heartbeats/job", "")).isEqualTo(200);

            await().atMost(PATIENCE).until(() -> second.list("/api/v2/alerts").isEmpty());
        }
    }
}
