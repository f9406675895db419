package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule appears, and while it reads its past an alert of it begins and ends; then comes {@code kill -9}. After the next start
 * that alert was told, once; and so was each of a rule that is older.
 */
class CrashWhileWarmingTest {
    /** The same at each run, so that a failure comes again; {@code -Dtocsin.seed=N} looks elsewhere. */
    private static final long SEED = Long.getLong("tocsin.seed", 20_261_129);

    /** Some for every build; {@code -Dtocsin.lives=50} when there is time. */
    private static final int LIVES = Integer.getInteger("tocsin.lives", 5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The index has new events within a second, and rules wait for it: most of these kills come before they have read. */
    private static final int KILL_WITHIN_MILLIS = 600;

    private static final String HEAD = """
            groups:
            - name: kinds
              late: 10s
              rules:
            """;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void whatBeginsAndEndsBeforeARuleHasReadIsToldOnceAllTheSame(@TempDir Path home) throws IOException {
        Random random = new Random(SEED);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/tocsin.yml"), "rules: {checkpoint_every: 1s}\n");
        write(home, 0);
        for (int life = 1; life <= LIVES; life++) liveAndDie(home, life, random.nextInt(KILL_WITHIN_MILLIS));
        try (Child last = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> rules(last).noneMatch(state -> state.equals("warming")));
            post(last, "end", event("end", "end", now));
            await().atMost(PATIENCE).until(() -> rules(last).anyMatch(state -> state.equals("firing")));
            assertThat(last.terminate(Duration.ofSeconds(20)).code()).isZero();
        }

        SortedMap<String, String> episodes = Episodes.of(home.resolve("data"));
        for (int life = 1; life <= LIVES; life++) {
            for (String rule : new String[] {"Old", "New" + life}) {
                String of = "\"alertname\":\"" + rule + "\",\"key\":\"life" + life + "\"";
                assertThat(episodes.entrySet().stream()
                                .filter(each -> each.getKey().contains(of)))
                        .as("%s in life %s, seed %s: %s", rule, life, SEED, episodes)
                        .singleElement()
                        .satisfies(each -> assertThat(each.getValue()).isNotEqualTo("firing"));
            }
        }
        assertThat(Episodes.again(home.resolve("data"))).as("seed " + SEED).isEmpty();
    }

    private static void write(Path home, int news) throws IOException {
        StringBuilder rules = new StringBuilder(HEAD)
                .append("  - {alert: End, match: 'kind:end'}\n")
                .append("  - {alert: Old, match: 'kind:fail', by: [key], when: count() > 2, within: 1m}\n");
        for (int i = 1; i <= news; i++)
            rules.append("  - {alert: New" + i + ", match: 'kind:fail key:life" + i
                    + "', by: [key], when: count() > 2, within: 1m}\n");
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(home.resolve("rules/kinds.yml"), rules);
    }

    private void liveAndDie(Path home, int life, int killAfter) throws IOException {
        Instant then = now.minus(Duration.ofHours(2L * (LIVES - life) + 2));
        try (Child server = Child.up(home)) {
            post(server, "before" + life, event("other", "life" + life, then));
            write(home, life);
            assertThat(server.post("/-/reload", "")).isEqualTo(200);
            post(server, "fail" + life, event("fail", "life" + life, then).repeat(3));
            post(server, "over" + life, event("other", "life" + life, then.plus(Duration.ofHours(1))));
            CompletableFuture.runAsync(
                            server::kill, CompletableFuture.delayedExecutor(killAfter, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    private static Stream<String> rules(Child server) {
        return server.get("/api/v1/rules").getJsonArray("rules").stream()
                .map(rule -> ((JsonObject) rule).getString("state"));
    }

    private static String event(String kind, String key, Instant at) {
        return "{\"timestamp\":\"" + at + "\",\"kind\":\"" + kind + "\",\"key\":\"" + key + "\"}\n";
    }

    private static void post(Child server, String batch, String body) {
        assertThat(server.post("/api/v1/logs", body, batch).getInteger("rejected"))
                .isZero();
    }
}
