package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Almost three hours of a payment platform with incidents, half over HTTP and half over Kafka, against its answer key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayGenStory {
    private static final String LOGS = "data/synthetic/default_250k.ndjson.gz";
    private static final String TOPIC = "logs";

    /** Totals are exact up to 10,000; the platform's worst minute has 9,387 lines. */
    private static final Duration SLICE = Duration.ofMinutes(1);

    private final JsonObject truth;
    private final Path folder;
    private final EmbeddedKafka kafka;
    private final Scene scene;

    PayGenStory(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.truth = Recordings.truth("data/synthetic/default_250k.truth.json");
        this.kafka = EmbeddedKafka.start();
        kafka.createTopic(TOPIC, 3);
        this.scene = Scene.in(folder).shippedRules().kafka(kafka, TOPIC).start();
    }

    @BeforeAll
    void replayEverything() throws IOException {
        try (KafkaFeed feed = new KafkaFeed(kafka, TOPIC)) {
            new PayGenFeed(scene, feed).replay(Recordings.file(LOGS));
        }
    }

    @AfterAll
    void end() {
        scene.close();
        kafka.close();
    }

    @Test
    void everyLineIsFoundOnce() {
        assertThat(count("")).isEqualTo(truth.getLong("events"));
    }

    @Test
    void servicesAreCountedAsInTheKey() {
        Map<String, Long> expected = counts("by_service");
        expected.remove("(other)");

        assertThat(found("service:", expected)).isEqualTo(expected);
    }

    @Test
    void levelsAreCountedAsInTheKey() {
        Map<String, Long> expected = counts("by_level");

        assertThat(found("level:", expected)).isEqualTo(expected);
    }

    @Test
    void failedLoginsAndServerErrorsAreCountedAsInTheKey() {
        assertThat(count("action:login_failed status:401")).isEqualTo(truth.getLong("failed_logins"));
        assertThat(count("status>=500")).isEqualTo(truth.getLong("status_5xx"));
    }

    @Test
    void everyRequestOfTheSampleIsFoundWholeOverBothWaysIn() {
        assertThat(SceneClient.objects(truth, "requests_sample"))
                .hasSizeGreaterThan(100)
                .allSatisfy(sample -> assertThat(scene.request(sample.getString("request_id")))
                        .as(sample.getString("request_id"))
                        .hasSize(sample.getInteger("events")));
    }

    @Test
    void everyIncidentIsFoundAndNoDecoy() throws IOException {
        JsonObject score = AlertScore.of(scene.alerts(), truth, folder);

        assertThat(score.getJsonArray("missed")).as(score.encodePrettily()).isEmpty();
        assertThat(score.getDouble("recall")).isEqualTo(1.0);
        assertThat(score.getDouble("precision")).as(score.encodePrettily()).isEqualTo(1.0);
        assertThat(score.getJsonArray("decoys_fired"))
                .as(score.encodePrettily())
                .isEmpty();
    }

    private Map<String, Long> counts(String name) {
        Map<String, Long> counts = new TreeMap<>();
        truth.getJsonObject(name).forEach(entry -> counts.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        return counts;
    }

    private Map<String, Long> found(String field, Map<String, Long> expected) {
        Map<String, Long> found = new TreeMap<>();
        expected.keySet().forEach(value -> found.put(value, count(field + value)));
        return found;
    }

    /** Slice by slice, because the server counts exactly only so far. */
    private long count(String query) {
        Instant end = Instant.parse(truth.getString("end"));
        return Stream.iterate(
                        Instant.parse(truth.getString("start")), from -> !from.isAfter(end), from -> from.plus(SLICE))
                .mapToLong(from -> scene.total(query, from, from.plus(SLICE)))
                .sum();
    }
}
