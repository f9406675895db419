package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import io.tocsin.store.BlockStore;
import io.tocsin.store.StoreSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckCommandTest {
    private static final String GOOD = "action:login";

    @TempDir
    private Path folder;

    private Outcome check(String match, String... options) throws IOException {
        Files.writeString(
                folder.resolve("a.yml"), "groups: [{name: x, rules: [{alert: A, match: '" + match + "', by: [ip]}]}]");
        return run(options);
    }

    private Outcome run(String... options) {
        return Terminal.run(Stream.concat(Stream.of("rules", "check", folder.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void goodRulesAreCounted() throws IOException {
        Outcome outcome = check(GOOD);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("good: 1 rule, 0 warnings\n");
    }

    @Test
    void aProblemIsALineAndTheCommandFails() throws IOException {
        Outcome outcome = check("(");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith(folder + "/a.yml:1:").endsWith("\n1 problem, 0 warnings\n");
    }

    @Test
    void aWarningFailsOnlyWhenAsked() throws IOException {
        Outcome outcome = check("a:1 AND a:2");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("warning: " + folder + "/a.yml:1:")
                .contains("can never fire", "[never-fires]");
        assertThat(run("--strict").code()).isEqualTo(1);
    }

    @Test
    void programsReadJson() throws IOException {
        JsonObject report =
                new JsonObject(check("a:1 AND a:2", "--format", "json").out());

        assertThat(report.getInteger("rules")).isEqualTo(1);
        assertThat(report.getJsonArray("problems")).isEmpty();
        assertThat(report.getJsonArray("warnings").getJsonObject(0).getString("lint"))
                .isEqualTo("never-fires");
    }

    @Test
    void aBuildReadsJunit() throws IOException {
        assertThat(check("a:1", "--format", "junit").out()).contains("tests=\"1\" failures=\"0\"");
        Files.writeString(
                folder.resolve("a.yml"), "groups: [{name: x, rules: [{alert: A, match: a, severity: '<&>'}]}]");
        assertThat(run("--format", "junit").out())
                .contains(
                        "<testsuite name=\"rules check\" tests=\"1\" failures=\"1\">",
                        "<failure message=\"",
                        "'&lt;&amp;&gt;'");
        assertThat(check(GOOD, "--format=JUNIT").out()).contains("tests=\"1\" failures=\"0\"", "name=\"all\"/>");
    }

    @Test
    void aServerKnowsFieldsAndEvents() throws IOException {
        try (ApiServer server =
                ApiServer.withIncident().answering(List.of("count"), List.of(List.of(60_000L)), 60_000)) {
            assertThat(check(GOOD, "--url=" + server.url()).out())
                    .contains("matches 100.0 % of all events", "'ip' has at least 60000 values");
        }
    }

    @Test
    void aDataFolderKnowsThemToo(@TempDir Path data) throws IOException {
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
        List<LogEvent> events = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            String json = i <= 3 ? "{\"action\":\"login\",\"kind\":\"a\"}" : "{\"action\":\"order\"}";
            events.add(decoder.parse(i, Instant.now(), json.getBytes(StandardCharsets.UTF_8)));
        }
        try (BlockStore store = BlockStore.open(data.resolve("index"), decoder, StoreSettings.defaults())) {
            store.add(events, 0);
        }

        assertThat(check("action:login AND kindd:a", "--data=" + data).out())
                .contains("field 'kindd' was never seen; did you mean 'kind'?", "matches none of the events")
                .contains("field 'ip' was never seen");
        assertThat(run("--data=" + data.resolve("none")).code()).isEqualTo(2);
        assertThat(check("action:login", "--data=" + data).out()).contains("matches 30.0 % of all events");
    }

    @Test
    void whatCannotBeCheckedIsNeitherGoodNorWrong() throws IOException {
        assertThat(check(GOOD, "--url=http://127.0.0.1:1").code()).isEqualTo(2);
        Files.delete(folder.resolve("a.yml"));
        Files.delete(folder);
        assertThat(run().code()).isEqualTo(2);
        assertThat(run().err()).contains("there is no such folder");
    }
}
