package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.EveryKindOfRule.Batch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} anywhere in a stream, with a rule of every kind at work and checkpoints every second: the alerts are those of
 * a server that was left alone, none missed and none doubled.
 */
class CrashOfEveryRuleTest {
    /** The same at each run, so that a failure comes again; {@code -Dtocsin.seed=N} looks elsewhere. */
    private static final long SEED = Long.getLong("tocsin.seed", 20_261_129);

    /** Some for every build; {@code -Dtocsin.lives=50} when there is time. */
    private static final int LIVES = Integer.getInteger("tocsin.lives", 4);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An answer takes about as long: the kill comes before the journal has the batch, after it, or on the way to the alerts. */
    private static final int KILL_WITHIN_MICROS = 8_000;

    /** Behind a checkpoint, before the kill. */
    private static final int MORE_MAX = 20;

    private final Random random = new Random(SEED);

    private static Path home(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("config/tocsin.yml"), "rules: {checkpoint_every: 1s}\n");
        Files.writeString(folder.resolve("rules/kinds.yml"), EveryKindOfRule.RULES);
        return folder;
    }

    @Test
    void noKillAtAnyPointCostsOrDoublesAnAlert(@TempDir Path calmFolder, @TempDir Path folder) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        List<Batch> stream = EveryKindOfRule.stream(SEED, now);
        SortedMap<String, String> calm = undisturbed(home(calmFolder), stream);
        assertThat(names(calm)).as("every rule has something to say").isEqualTo(alerts());

        Path home = home(folder);
        int next = 0;
        for (int life = 0; life < LIVES; life++) {
            int share = Math.max(1, (stream.size() - next) / (LIVES - life + 1));
            next = liveAndDie(home, stream, next, Math.min(stream.size(), next + 1 + random.nextInt(2 * share)));
        }
        try (Child last = up(home)) {
            assertThat(post(last, stream, next, stream.size())).isEqualTo(stream.size());
            end(last);
        }

        assertThat(differences(calm, Episodes.of(home.resolve("data"))))
                .as("seed " + SEED)
                .isEmpty();
        // A lesser tier that still holds is told of again when the greater one is over; nothing else is.
        assertThat(Episodes.again(calmFolder.resolve("data")))
                .as("seed " + SEED)
                .containsAll(Episodes.again(home.resolve("data")));
    }

    private static List<String> differences(SortedMap<String, String> calm, SortedMap<String, String> crashed) {
        SortedMap<String, String> all = new TreeMap<>(calm);
        all.putAll(crashed);
        return all.keySet().stream()
                .filter(key -> !Objects.equals(calm.get(key), crashed.get(key)))
                .map(key -> key + ": " + calm.get(key) + " when left alone, now " + crashed.get(key))
                .toList();
    }

    private static SortedMap<String, String> undisturbed(Path home, List<Batch> stream) throws IOException {
        try (Child server = up(home)) {
            assertThat(post(server, stream, 0, stream.size())).isEqualTo(stream.size());
            end(server);
        }
        return Episodes.of(home.resolve("data"));
    }

    /** A server whose rules know all of the past that there is. */
    private static Child up(Path home) {
        Child child = Child.up(home);
        try {
            await().atMost(PATIENCE).until(() -> knowsThePast(child));
            return child;
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    private static boolean knowsThePast(Child child) {
        return rules(child).stream()
                .map(JsonObject.class::cast)
                // A baseline is warming until it knows three days.
                .filter(rule -> !rule.getString("name").equals("Baseline"))
                .noneMatch(rule -> rule.getString("state").equals("warming"));
    }

    private static JsonArray rules(Child child) {
        return child.get("/api/v1/rules").getJsonArray("rules");
    }

    /** Sends until a batch, sometimes some more behind a checkpoint, and dies while the next ones are on their way. */
    private int liveAndDie(Path home, List<Batch> stream, int from, int until) throws IOException {
        // Half of them get their first events while they still read the past.
        try (Child server = random.nextBoolean() ? up(home) : Child.up(home)) {
            int next = post(server, stream, from, until);
            // Where nothing came there is nothing new to keep.
            if (next > from && random.nextBoolean()) {
                awaitCheckpoint(home.resolve("data/rules/windows"));
                next = post(server, stream, next, Math.min(stream.size(), next + random.nextInt(MORE_MAX)));
            }
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    server::kill,
                    CompletableFuture.delayedExecutor(random.nextInt(KILL_WITHIN_MICROS), TimeUnit.MICROSECONDS));
            next = post(server, stream, next, stream.size());
            killed.join();
            return next;
        }
    }

    private static void awaitCheckpoint(Path file) throws IOException {
        FileTime before = Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        await().atMost(PATIENCE)
                .until(() ->
                        Files.exists(file) && Files.getLastModifiedTime(file).compareTo(before) > 0);
    }

    /** Sends batches until one is not answered; gives the first that was not, and has to be sent again. */
    private static int post(Child server, List<Batch> stream, int from, int until) {
        for (int next = from; next < until; next++) {
            Batch batch = stream.get(next);
            try {
                JsonObject answer = server.post("/api/v1/logs", batch.body(), batch.name());
                assertThat(answer.getInteger("rejected")).as("%s", answer).isZero();
            } catch (UncheckedIOException dead) {
                return next;
            }
        }
        return until;
    }

    /** Once the rules have seen the last event, everything that they found is on its way into the journal. */
    private static void end(Child server) {
        await().atMost(PATIENCE)
                .until(() -> rules(server).stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(rule -> rule.getString("name").equals("End") && rule.getInteger("firing") > 0));
        assertThat(server.terminate(Duration.ofSeconds(20)).code()).isZero();
    }

    private static Set<String> names(SortedMap<String, String> episodes) {
        Set<String> names = new TreeSet<>();
        for (String key : episodes.keySet()) names.add(key.replaceAll(".*\"alertname\":\"(\\w+)\".*", "$1"));
        return names;
    }

    private static Set<String> alerts() {
        Set<String> names = new TreeSet<>();
        Matcher alert = Pattern.compile("alert: (\\w+)").matcher(EveryKindOfRule.RULES);
        while (alert.find()) names.add(alert.group(1));
        return names;
    }
}
