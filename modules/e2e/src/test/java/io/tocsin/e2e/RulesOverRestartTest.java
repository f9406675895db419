package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules have counted, over the end of the process: asked for, or by force. */
class RulesOverRestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home);
    }

    private static void fail(Child child, int times) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < times; i++) {
            body.append("{\"timestamp\":\"")
                    .append(Instant.now())
                    .append("\",\"action\":\"login_failed\",\"ip\":\"10.0.0.9\"}\n");
        }
        assertThat(child.post("/api/v1/logs", body.toString())).isEqualTo(200);
    }

    private static JsonObject rule(Child child) {
        return child.get("/api/v1/rules").getJsonArray("rules").getJsonObject(0);
    }

    private static void awaitMatched(Child child, int events) {
        await().atMost(PATIENCE).until(() -> rule(child).getInteger("matched") == events);
    }

    private static int firing(Child child) {
        return rule(child).getInteger("firing");
    }

    @Test
    void aHalfFilledWindowGoesOnAfterAStop() throws IOException {
        try (Child first = Child.up(home)) {
            fail(first, 2);
            awaitMatched(first, 2);
            assertThat(firing(first)).isZero();
            assertThat(first.terminate(Duration.ofSeconds(20)).code()).isZero();
        }
        assertThat(home.resolve("data/rules/windows")).isNotEmptyFile();

        try (Child second = Child.up(home)) {
            awaitMatched(second, 2);
            fail(second, 1);
            awaitMatched(second, 3);
            assertThat(firing(second)).isEqualTo(1);
        }
    }

    @Test
    void andAfterAKillWithoutAnyCheckpoint() throws IOException {
        try (Child first = Child.up(home)) {
            fail(first, 2);
            awaitMatched(first, 2);
            first.kill();
        }
        assertThat(Files.exists(home.resolve("data/rules/windows"))).isFalse();

        try (Child second = Child.up(home)) {
            fail(second, 1);
            awaitMatched(second, 3);
            assertThat(firing(second)).isEqualTo(1);
        }
    }

    @Test
    void aNewRuleKnowsThePast() throws IOException {
        try (Child child = Child.up(home)) {
            fail(child, 2);
            awaitMatched(child, 2);
            Files.writeString(home.resolve("rules/security.yml"), """
                    groups:
                      - name: security
                        rules:
                          - {alert: Twice, match: 'action:login_failed', by: [ip], when: count() > 1, within: 10m}
                    """);
            assertThat(child.post("/-/reload", "")).isEqualTo(200);

            await().atMost(PATIENCE).until(() -> rule(child).getString("state").equals("firing"));

            JsonArray rules = child.get("/api/v1/rules").getJsonArray("rules");
            assertThat(rules.getJsonObject(0).getString("name")).isEqualTo("Twice");
        }
    }
}
