package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes on call while the server is being killed hears of it, under one id: {@code kill -9} before and after the change. */
class CrashHandoffTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void write() throws IOException {
        ChildHome.write(home, mail.port());
        Files.writeString(home.resolve("config/oncall.yml"), """
                users:
                  anna: {name: Anna Adler, contact_methods: {email: anna@example.org}}
                  carol: {contact_methods: {email: carol@example.org}}
                schedules: {primary: {handoff: true, layers: [{users: [anna], start: 2026-01-05T09:00}]}}
                escalation_policies: {default: {levels: [{notify: [{schedule: primary}]}], fallback: [{user: anna}]}}
                receivers: {oncall: default}
                """);
    }

    private List<ReceivedMail> mails(String subject) {
        return mail.messages().stream()
                .filter(message -> message.subject().contains(subject))
                .toList();
    }

    private static void takeTheShift(Child server, Instant from) {
        String body = "{\"user\": \"carol\", \"from\": \"" + from + "\", \"to\": \"" + from.plusSeconds(28_800)
                + "\", \"by\": \"anna\"}";
        assertThat(server.postJson("/api/v1/schedules/primary/overrides", body)).isEqualTo(201);
    }

    @Test
    void aChangeWhileNobodyIsThereIsToldOnceAndNeverAgain() throws IOException {
        write();
        try (Child first = Child.up(home)) {
            takeTheShift(first, Instant.now().plusSeconds(2));
            first.kill();
        }
        try (Child second = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> !mails("Hand-off of primary").isEmpty());
            second.kill();
        }
        try (Child third = Child.up(home)) {
            aPageComes(third);
            third.kill();
        }
        assertToldOnce();
    }

    @Test
    void aChangeThatWasAnsweredJustBeforeTheKillIsTold() throws IOException {
        write();
        try (Child first = Child.up(home)) {
            takeTheShift(first, Instant.now());
            first.kill();
        }
        try (Child second = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> !mails("Hand-off of primary").isEmpty());
            aPageComes(second);
        }
        assertToldOnce();
    }

    /** Whatever was to be told before has been told by then. */
    private void aPageComes(Child server) {
        String line = "{\"timestamp\":\"" + Instant.now()
                + "\",\"action\":\"login_failed\",\"ip\":\"203.0.113.7\",\"service\":\"auth\"}\n";
        assertThat(server.post("/api/v1/logs", line.repeat(3))).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> mail.messages().stream()
                        .anyMatch(message -> !message.subject().contains("Hand-off of primary")));
    }

    private void assertToldOnce() {
        List<ReceivedMail> told = mails("Hand-off of primary");
        assertThat(told).extracting(ReceivedMail::to).containsOnly(List.of("carol@example.org"));
        assertThat(told.stream().map(message -> message.header("Message-ID")).distinct())
                .hasSize(1);
        // An attempt that a kill cut off is made again and says so; it is the only one that may come twice.
        assertThat(told.stream().filter(message -> !message.text().contains("(repeat)")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(told.getFirst().text()).contains("You take over from Anna Adler. Nothing is open.");
    }
}
