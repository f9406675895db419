package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.tocsin.testkit.SmtpFault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After {@code kill -9} in the middle of an escalation the next level is still paged, and nobody twice for the same level. */
class CrashEscalationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SECOND_LEVEL = Duration.ofSeconds(4);
    private static final Duration THIRD_LEVEL = Duration.ofSeconds(8);

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home, mail.port());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void theNextLevelIsPagedOnceByWhoeverComesAfter() {
        try (Child first = Child.up(home)) {
            attack(first);
            awaitDelivered(first, "anna");
            first.kill();
        }

        try (Child second = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> !mailsTo("carol").isEmpty());
            assertThat(incident(second).getInteger("level")).isEqualTo(3);
        }
        assertThat(pagesTo("anna")).hasSize(1);
        assertThat(pagesTo("bob")).hasSize(1);
        assertThat(pagesTo("carol")).hasSize(1);
    }

    @Test
    void theNextLevelIsPagedOnTimeWhenTheServerIsBackBefore() {
        Instant opened;
        try (Child first = Child.up(home)) {
            attack(first);
            awaitDelivered(first, "anna");
            opened = Instant.parse(incident(first).getString("opened_at"));
            first.kill();
        }

        try (Child second = Child.up(home)) {
            Instant back = Instant.now();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !mailsTo("bob").isEmpty());
            Instant due = opened.plus(SECOND_LEVEL);
            Instant earliest = due.isAfter(back) ? due : opened;
            assertThat(Instant.now()).isBetween(earliest, (due.isAfter(back) ? due : back).plusSeconds(3));
            assertThat(second.text()).doesNotContain("ERROR");
        }
    }

    @Test
    void afterAnAcknowledgementNobodyIsPagedAnyMore() {
        Instant opened;
        try (Child first = Child.up(home)) {
            attack(first);
            awaitDelivered(first, "anna");
            JsonObject incident = incident(first);
            opened = Instant.parse(incident.getString("opened_at"));
            String acknowledge = "/api/v1/incidents/" + incident.getString("id") + "/acknowledge";
            assertThat(first.post(acknowledge, "{\"by\":\"anna\"}")).isEqualTo(200);
            first.kill();
        }

        try (Child second = Child.up(home)) {
            assertThat(incident(second).getString("state")).isEqualTo("acknowledged");
            assertThat(incident(second).getJsonObject("next")).isNull();
            await().atMost(PATIENCE)
                    .until(() -> Instant.now().isAfter(opened.plus(THIRD_LEVEL).plusSeconds(1)));
        }
        assertThat(mailsTo("bob")).isEmpty();
        assertThat(mailsTo("carol")).isEmpty();
    }

    @Test
    void aLogLineThatWasAcceptedPagesAlthoughNobodyLivedToEvaluateIt() {
        try (Child first = Child.up(home)) {
            attack(first);
            first.kill();
        }

        try (Child second = Child.up(home)) {
            awaitDelivered(second, "anna");
        }
        assertThat(mailsTo("anna")).isNotEmpty();
        assertThat(pagesTo("anna"))
                .as("the first server may have lived long enough to send it, and not to hear that it arrived")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aServerThatStopsInOrderPagesNobodyTwice() {
        try (Child first = Child.up(home)) {
            attack(first);
            await().atMost(PATIENCE).until(() -> !mailsTo("anna").isEmpty());
            assertThat(first.terminate(Duration.ofSeconds(10)).code()).isZero();
        }

        try (Child second = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> !mailsTo("bob").isEmpty());
            assertThat(incident(second).getString("state")).isEqualTo("triggered");
        }
        assertThat(mailsTo("anna")).hasSize(1);
    }

    @Test
    void aChannelThatHangsDoesNotKeepTheServerFromStopping() {
        mail.failNext(SmtpFault.hang("EHLO"));
        try (Child first = Child.up(home)) {
            attack(first);
            await().atMost(PATIENCE).until(() -> first.text().contains("LEVEL_PAGED"));

            assertThat(first.terminate(Duration.ofSeconds(10)).code()).isZero();
        }

        try (Child second = Child.up(home)) {
            awaitDelivered(second, "anna");
        }
    }

    /** Three failed logins: the third one fires the alert. */
    private static void attack(Child server) {
        String line = "{\"timestamp\":\"" + Instant.now()
                + "\",\"action\":\"login_failed\",\"ip\":\"203.0.113.7\",\"service\":\"auth\"}\n";
        assertThat(server.post("/api/v1/logs", line.repeat(3))).isEqualTo(200);
    }

    private static JsonObject incident(Child server) {
        JsonArray open = server.get("/api/v1/incidents").getJsonArray("incidents");
        assertThat(open).hasSize(1);
        return open.getJsonObject(0);
    }

    /** Until the server knows, and has written down, that the page of a person arrived. */
    private static void awaitDelivered(Child server, String person) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            JsonArray open = server.get("/api/v1/incidents").getJsonArray("incidents");
            if (open.isEmpty()) return false;
            JsonObject full =
                    server.get("/api/v1/incidents/" + open.getJsonObject(0).getString("id"));
            return full.getJsonArray("timeline").stream()
                    .map(JsonObject.class::cast)
                    .anyMatch(entry -> entry.getString("kind").equals("PAGE_DELIVERED")
                            && entry.getString("text").startsWith(person));
        });
    }

    /** What a person got and had not, by our own account, perhaps got before. */
    private List<ReceivedMail> pagesTo(String user) {
        return mailsTo(user).stream()
                .filter(message -> !message.text().contains("(repeat)"))
                .toList();
    }

    private List<ReceivedMail> mailsTo(String user) {
        return mail.messages().stream()
                .filter(message -> message.to().contains(user + "@example.org"))
                .toList();
    }
}
