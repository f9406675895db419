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

/** Who took a shift is paged although the server that was told so was killed: {@code kill -9} right after its answer. */
class CrashOverrideTest {
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
                  anna: {contact_methods: {email: anna@example.org}}
                  carol: {contact_methods: {email: carol@example.org}}
                schedules: {primary: {layers: [{users: [anna], start: 2026-01-05T09:00}]}}
                escalation_policies: {default: {levels: [{notify: [{schedule: primary}]}], fallback: [{user: anna}]}}
                receivers: {oncall: default}
                """);
    }

    @Test
    void aShiftThatWasTakenStaysTaken() throws IOException {
        write();
        try (Child first = Child.up(home)) {
            String body = "{\"user\": \"carol\", \"for\": \"8h\", \"by\": \"anna\"}";
            assertThat(first.postJson("/api/v1/schedules/primary/overrides", body))
                    .isEqualTo(201);
            first.kill();
        }

        try (Child second = Child.up(home)) {
            String line = "{\"timestamp\":\"" + Instant.now()
                    + "\",\"action\":\"login_failed\",\"ip\":\"203.0.113.7\",\"service\":\"auth\"}\n";
            assertThat(second.post("/api/v1/logs", line.repeat(3))).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !mail.messages().isEmpty());
        }
        assertThat(mail.messages()).extracting(ReceivedMail::to).containsOnly(List.of("carol@example.org"));
        assertThat(Files.readString(home.resolve("data/audit.ndjson"))).contains("\"action\":\"override\"", "anna");
    }
}
