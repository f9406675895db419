package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the clock of the machine by a day while people are asked; levels are 4 seconds apart. */
class ClockJumpStory {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long DAY = 86_400;

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home, mail.port());
        setClock(0);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void setClock(long seconds) throws IOException {
        Path fresh = Files.writeString(home.resolve("clock.new"), Long.toString(seconds));
        Files.move(fresh, home.resolve("clock"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Child up() {
        return Child.up(home, "-Dtocsin.test.clock=" + home.resolve("clock"));
    }

    private void openIncident(Child server) {
        String line = "{\"timestamp\":\"" + Instant.now()
                + "\",\"action\":\"login_failed\",\"ip\":\"203.0.113.7\",\"service\":\"auth\"}\n";
        assertThat(server.post("/api/v1/logs", line.repeat(3))).isEqualTo(200);
        awaitMail("anna");
    }

    private Instant awaitMail(String user) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !mailsTo(user).isEmpty());
        return Instant.now();
    }

    private List<ReceivedMail> mailsTo(String user) {
        return mail.messages().stream()
                .filter(message -> message.to().contains(user + "@example.org"))
                .toList();
    }

    /** The first two in their turn, and nobody twice; the fallback is not due for 4 seconds. */
    private void assertEverybodyOnce(Child server) {
        assertThat(mailsTo("anna")).hasSize(1);
        assertThat(mailsTo("bob")).hasSize(1);
        assertThat(mailsTo("carol")).hasSize(1);
        JsonArray open = server.get("/api/v1/incidents").getJsonArray("incidents");
        assertThat(open).hasSize(1);
        JsonObject incident = open.getJsonObject(0);
        assertThat(incident.getInteger("level")).isEqualTo(3);
        assertThat(incident.getInteger("round")).isEqualTo(1);
        assertThat(server.text()).doesNotContain("ERROR");
    }

    @Test
    void setBackByADayTheNextLevelsComeWhenTheyWouldHave() throws IOException {
        try (Child server = up()) {
            openIncident(server);
            Instant told = Instant.now();

            setClock(-DAY);

            assertThat(Duration.between(told, awaitMail("bob"))).isLessThan(Duration.ofSeconds(8));
            assertThat(Duration.between(told, awaitMail("carol")))
                    .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(12));
            assertEverybodyOnce(server);
            assertThat(server.text())
                    .containsPattern("the clock was set back by 8640[01] s|the clock was set back by 86399 s");
        }
    }

    @Test
    void setForwardByADayOneLevelComesEarlyAndTheNextKeepsItsDistance() throws IOException {
        try (Child server = up()) {
            openIncident(server);

            setClock(DAY);

            Instant second = awaitMail("bob");
            assertThat(Duration.between(second, awaitMail("carol")))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
            assertEverybodyOnce(server);
        }
    }

    @Test
    void setBackWhileTheServerWasDownNobodyWaitsForADay() throws IOException {
        try (Child first = up()) {
            openIncident(first);
            await().atMost(PATIENCE).until(() -> first.text().contains("PAGE_DELIVERED"));
            first.kill();
        }
        setClock(-DAY);

        try (Child second = up()) {
            awaitMail("bob");
            awaitMail("carol");
            assertEverybodyOnce(second);
        }
    }
}
