package io.tocsin.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs of seven systems over fifteen years, all in one server and each in its stretch of time, against answer keys that were
 * counted by others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealLogsStory {
    private static final List<String> NAMES =
            List.of("apache", "cloudtrail_s3", "hdfs", "linux", "openssh", "openstack", "web_access");

    /** Each is a request over HTTP. */
    private static final int IDS_ASKED = 150;

    private final List<Corpus> corpora = new ArrayList<>();
    private final Scene scene;

    RealLogsStory(@TempDir Path folder) throws IOException {
        for (String name : NAMES) corpora.add(Corpus.of("data/logs", name));
        scene = Scene.in(folder).start();
    }

    Stream<Corpus> corpora() {
        return corpora.stream();
    }

    @BeforeAll
    void postEverything() throws IOException {
        for (Corpus corpus : corpora) corpus.post(scene.client());
        scene.awaitEvents(corpora.stream().mapToLong(one -> one.events().size()).sum());
    }

    @AfterAll
    void end() {
        scene.close();
    }

    private long total(Corpus corpus, String query) {
        return scene.total(query, corpus.from(), corpus.to());
    }

    private SceneTable table(Corpus corpus, String statement) {
        return SceneTable.of(scene.client(), statement, corpus.from(), corpus.to());
    }

    private Map<String, Long> totals(Corpus corpus, String field, Map<String, Long> expected) {
        Map<String, Long> found = new TreeMap<>();
        expected.keySet().forEach(value -> found.put(value, total(corpus, field + ":\"" + value + "\"")));
        return found;
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void levelsAndActionsAreCountedAsInTheKey(Corpus corpus) {
        assertThat(total(corpus, "*")).isEqualTo(corpus.truth().getLong("events"));
        assertThat(totals(corpus, "level", corpus.key("levels"))).isEqualTo(corpus.key("levels"));
        assertThat(totals(corpus, "action", corpus.key("actions"))).isEqualTo(corpus.key("actions"));
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void tablesSayWhatTheKeySays(Corpus corpus) {
        assertThat(table(corpus, "* | count by level").counts()).isEqualTo(corpus.key("levels"));
        // The key has the 25 most frequent actions.
        assertThat(table(corpus, "* | count by action").counts())
                .isEqualTo(corpus.sent(event -> event.getString("action")))
                .containsAllEntriesOf(corpus.key("actions"));
        assertThat(table(corpus, "* | count by service").counts())
                .isEqualTo(corpus.sent(event -> event.getString("service")));
        JsonObject ids = corpus.truth().getJsonObject("ids");
        assertThat(table(corpus, "* | distinct(request_id)").number()).isEqualTo(ids.getDouble("distinct"));
        assertThat(table(corpus, "request_id:* | count").matched()).isEqualTo(ids.getLong("events_with_id"));
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void everyRequestIsFoundWhole(Corpus corpus) {
        Map<String, Long> expected = corpus.sent(event -> event.getString("request_id"));
        Map<String, Long> asked = new TreeMap<>();
        corpus.truth().getJsonObject("ids").getJsonArray("largest").forEach(one -> {
            JsonArray pair = (JsonArray) one;
            asked.put(pair.getString(0), pair.getLong(1));
        });
        List<String> ids = List.copyOf(expected.keySet());
        for (int i = 0; i < ids.size(); i += 1 + ids.size() / IDS_ASKED)
            asked.put(ids.get(i), expected.get(ids.get(i)));

        Map<String, Long> found = new TreeMap<>();
        asked.keySet()
                .forEach(id -> found.put(
                        id, scene.request(id).stream().filter(corpus::isOurs).count()));

        assertThat(expected).hasSize(corpus.truth().getJsonObject("ids").getInteger("distinct"));
        assertThat(found).isEqualTo(asked);
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void whatIsReturnedIsWhatWasSent(Corpus corpus) {
        Map<JsonObject, Long> sent = corpus.events().stream().collect(groupingBy(event -> event, counting()));
        String page = "/api/v1/search?q=&order=asc&limit=10000&from=" + corpus.from() + "&to=" + corpus.to();

        Map<JsonObject, Long> found = SceneClient.objects(
                        scene.client().fetch(page).json(), "events")
                .stream()
                .map(RealLogsStory::withoutOurs)
                .collect(groupingBy(event -> event, counting()));

        assertThat(found.equals(sent))
                .as("%s: what was found equals what was sent", corpus)
                .isTrue();
    }

    private static JsonObject withoutOurs(JsonObject event) {
        event.remove("_id");
        event.remove("_time");
        return event;
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void everyAttackerIsCountedAsInTheKey(Corpus corpus) {
        String action =
                corpus.truth().getJsonObject("rule").getJsonArray("action").getString(0);
        SceneClient.objects(corpus.truth(), "brute_force").forEach(attack -> {
            String query = "action:" + action + " extra.ip:\"" + attack.getString("ip") + "\"";
            assertThat(total(corpus, query)).as(query).isEqualTo(attack.getLong("failures"));
        });
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void attackersAreRankedByATable(Corpus corpus) {
        String action =
                corpus.truth().getJsonObject("rule").getJsonArray("action").getString(0);
        Map<String, Long> expected = new TreeMap<>();
        SceneClient.objects(corpus.truth(), "brute_force")
                .forEach(attack -> expected.put(attack.getString("ip"), attack.getLong("failures")));

        Map<String, Long> found =
                table(corpus, "action:" + action + " | count by extra.ip").counts();

        assertThat(found).containsAllEntriesOf(expected).hasSize(corpus.truth().getInteger("failing_ips"));
    }

    @Test
    void everyNestedFieldIsFound() {
        Corpus cloudtrail = corpora.get(NAMES.indexOf("cloudtrail_s3"));
        Map<String, Long> expected = cloudtrail.sentFields();
        expected.keySet().removeIf(name -> !name.matches("[\\w.@-]+") || name.equals("timestamp"));

        Map<String, Long> found = new TreeMap<>();
        expected.keySet().forEach(name -> found.put(name, total(cloudtrail, "_exists_:" + name)));

        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(found).isEqualTo(expected);
    }
}
