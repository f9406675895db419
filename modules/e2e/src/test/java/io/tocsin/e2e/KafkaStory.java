package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Logs through a real broker, which comes and goes, into a server that comes and goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaStory {
    private static final Path KCAT = Path.of("/usr/bin/kcat");

    private final EmbeddedKafka kafka = EmbeddedKafka.prepare();

    @BeforeAll
    void begin() {
        kafka.startAgain();
    }

    @AfterAll
    void end() {
        kafka.close();
    }

    private String topic(TestInfo test, int partitions) {
        String topic = test.getTestMethod().orElseThrow().getName();
        kafka.createTopic(topic, partitions);
        return topic;
    }

    @Test
    void aServerWithoutABrokerServesAllTheSameAndReadsOnceThereIsOne(@TempDir Path folder, TestInfo test)
            throws IOException {
        String topic = topic(test, 1);
        kafka.stop();

        try (Scene scene = Scene.in(folder).kafka(kafka, topic).start()) {
            scene.until(
                    "the missing broker is told",
                    () -> check(scene).getString("detail").contains("no broker"));
            assertThat(scene.client().fetch("/-/ready").status()).isEqualTo(200);
            assertThat(check(scene).getBoolean("ok")).isFalse();
            assertThat(connected(scene)).isEqualTo("0.0");
            assertThat(scene.post("{\"by\":\"http\"}").status()).isEqualTo(200);

            kafka.startAgain();
            kafka.produce(topic, 0, "{\"by\":\"kafka\"}");

            scene.awaitEvents(2);
            assertThat(scene.total("by:kafka")).isEqualTo(1);
            scene.until(
                    "the broker is told",
                    () -> check(scene).getBoolean("ok") && connected(scene).equals("1.0"));
        }
    }

    private static JsonObject check(Scene scene) {
        JsonObject ready = scene.client().fetch("/-/ready").json();
        return SceneClient.objects(ready, "checks").stream()
                .filter(check -> check.getString("name").equals("kafka"))
                .findFirst()
                .orElseThrow();
    }

    private static String connected(Scene scene) {
        return scene.client()
                .fetch("/metrics")
                .raw()
                .body()
                .lines()
                .filter(line -> line.startsWith("tocsin_kafka_connected "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElse("missing");
    }

    @Test
    void aRestartInTheMiddleNeitherLosesNorDoubles(@TempDir Path folder, TestInfo test) throws IOException {
        String topic = topic(test, 2);

        try (Scene scene = Scene.in(folder).kafka(kafka, topic).start();
                KafkaFeed feed = new KafkaFeed(kafka, topic)) {
            feed.send(numbered(0, 2_000));
            scene.until("reading has begun", () -> scene.events() > 0);
            CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
                for (int from = 2_000; from < 8_000; from += 100) feed.send(numbered(from, from + 100));
            });
            scene.restart();
            meanwhile.join();
            scene.restart();
            scene.awaitEvents(8_000);
            kafka.produce(topic, 0, "{\"after\":\"all\"}");
            scene.awaitEvents(8_001);

            List<Integer> found = scene.search("_exists:n").stream()
                    .map(event -> event.getInteger("n"))
                    .sorted()
                    .toList();
            assertThat(found).isEqualTo(IntStream.range(0, 8_000).boxed().toList());
        }
    }

    private static List<KafkaFeed.Line> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> new KafkaFeed.Line("key" + n % 7, "{\"n\":" + n + "}"))
                .toList();
    }

    @Test
    void anAttackIsFoundThoughItsPartitionIsReadAnHourBehindTheOther(@TempDir Path folder, TestInfo test)
            throws IOException {
        String topic = topic(test, 2);
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        String[] anHour = IntStream.range(0, 3_600)
                .mapToObj(second -> line(start.plusSeconds(second), "browse"))
                .toArray(String[]::new);
        String[] attack = IntStream.range(0, 11)
                .mapToObj(failure -> line(start.plusSeconds(10L * failure), "login_failed"))
                .toArray(String[]::new);

        try (Scene scene = Scene.in(folder).shippedRules().kafka(kafka, topic).start()) {
            kafka.produce(topic, 1, line(start, "browse"));
            scene.awaitEvents(1);
            kafka.produce(topic, 0, anHour);
            scene.awaitEvents(1 + anHour.length);
            kafka.produce(topic, 1, attack);

            scene.until(
                    "the attack is found", () -> scene.fired("BruteForceLogin").size() == 1);
        }
    }

    private static String line(Instant at, String action) {
        return new JsonObject()
                .put("timestamp", at.toString())
                .put("service", "gateway")
                .put("action", action)
                .put("extra", new JsonObject().put("ip", "203.0.113.9"))
                .encode();
    }

    @Test
    void kcatIsAProducerLikeAnyOther(@TempDir Path folder, TestInfo test) throws Exception {
        if (!Files.isExecutable(KCAT)) abort("no " + KCAT + ": install the package kcat");
        String topic = topic(test, 1);
        String lines = "web:{\"n\":1,\"message\":\"one\"}\nweb:{\"n\":2,\"message\":\"two: zwei\"}\nweb:oops\n";

        Process kcat = new ProcessBuilder(
                        KCAT.toString(), "-P", "-b", kafka.bootstrapServers(), "-t", topic, "-K:", "-z", "gzip")
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (OutputStream in = kcat.getOutputStream()) {
            in.write(lines.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(kcat.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kcat.exitValue()).isZero();
        try (Scene scene = Scene.in(folder).kafka(kafka, topic).start()) {
            scene.awaitEvents(3);
            assertThat(scene.search("two"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getString("message")).isEqualTo("two: zwei"));
            assertThat(scene.total("_reject:true")).isEqualTo(1);
        }
    }
}
