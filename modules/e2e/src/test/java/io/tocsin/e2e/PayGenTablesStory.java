package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A quarter of a million events of a payment platform, asked in tables, against its answer key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayGenTablesStory {
    /** Distinct values of so many are estimated. */
    private static final double ESTIMATE = 0.03;

    private final Corpus corpus;
    private final Scene scene;

    PayGenTablesStory(@TempDir Path folder) throws IOException {
        corpus = Corpus.of("data/synthetic", "default_250k");
        scene = Scene.in(folder).start();
    }

    @BeforeAll
    void postEverything() throws IOException {
        corpus.post(scene.client());
        scene.awaitEvents(corpus.truth().getLong("events"));
    }

    @AfterAll
    void end() {
        scene.close();
    }

    private SceneTable table(String statement) {
        return SceneTable.of(scene.client(), statement, corpus.from(), corpus.to());
    }

    @Test
    void levelsAndServicesAreCountedAsInTheKey() {
        Map<String, Long> services = corpus.key("by_service");
        Map<String, Long> found = table("* | count by service").counts();
        // All that has no line of its own in the key.
        long other = Objects.requireNonNull(services.remove("(other)"));

        assertThat(table("* | count by level").counts()).isEqualTo(corpus.key("by_level"));
        assertThat(found).containsAllEntriesOf(services);
        found.keySet().removeAll(services.keySet());
        assertThat(found.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(other);
        assertThat(table("* | count").matched()).isEqualTo(corpus.truth().getLong("events"));
    }

    @Test
    void failuresAreCountedAsInTheKey() {
        assertThat(table("status>=500 | count").number())
                .isEqualTo(corpus.truth().getDouble("status_5xx"));
        assertThat(table("action:login_failed status:401 | count").number())
                .isEqualTo(corpus.truth().getDouble("failed_logins"));
    }

    @Test
    void requestsAreDistinguished() {
        double sent = corpus.sent(event -> event.getString("request_id")).size();

        assertThat(table("* | distinct(request_id)").number()).isCloseTo(sent, within(sent * ESTIMATE));
    }

    @Test
    void everyRequestOfTheSampleIsFoundWholeWithItsServices() {
        List<JsonObject> samples = SceneClient.objects(corpus.truth(), "requests_sample");
        assertThat(samples).hasSizeGreaterThan(100).allSatisfy(sample -> {
            List<JsonObject> found = scene.request(sample.getString("request_id"));
            assertThat(found).as("%s", sample).hasSize(sample.getInteger("events"));
            assertThat(new TreeSet<>(found.stream()
                            .map(event -> event.getString("service"))
                            .toList()))
                    .as("%s", sample)
                    .isEqualTo(new TreeSet<>(texts(sample.getJsonArray("services"))));
            JsonObject last = found.stream()
                    .max(Comparator.comparing(event -> Instant.parse(event.getString("timestamp"))))
                    .orElseThrow();
            assertThat(last.getJsonObject("extra").getInteger("status"))
                    .as("%s", sample)
                    .isEqualTo(sample.getInteger("status"));
            assertThat(Instant.parse(last.getString("timestamp")))
                    .as("%s", sample)
                    .isEqualTo(Instant.parse(sample.getString("last")));
            assertThat(found)
                    .as("%s", sample)
                    .extracting(event -> event.getString("user"))
                    .containsOnly(sample.getString("user"));
        });
    }

    @Test
    void everyRequestThatAnIncidentNamesIsFound() {
        assertThat(SceneClient.objects(corpus.truth(), "incidents")).allSatisfy(incident -> {
            for (String id : texts(incident.getJsonArray("sample_request_ids"))) {
                assertThat(scene.request(id))
                        .as("%s of %s", id, incident.getString("id"))
                        .isNotEmpty();
            }
        });
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    @Test
    void minutesAddUpToTheWhole() {
        SceneTable minutes = table("* | count by 1m");

        long sum = minutes.rows().stream().mapToLong(row -> row.getLong(1)).sum();

        assertThat(sum).isEqualTo(corpus.truth().getLong("events"));
        assertThat(minutes.rows()).hasSize(167);
    }
}
