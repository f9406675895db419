package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCheckCommandTest {
    private static final String GOOD = "action:login";

    @TempDir
    private Path folder;

    private Outcome check(String match, String... options) throws IOException {
        Files.writeString(
                folder.resolve("a.yml"),
                "groups: [{name: x, rules: [{alert: A, match: '" + match + "', by: [ip]}]}]");
        return run(options);
    }

    private Outcome run(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new RulesCheckCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = line.execute(Stream.concat(Stream.of(folder.toString()), Stream.of(options))
                .toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
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
        assertThat(outcome.out()).startsWith("warning: " + folder + "/a.yml:1:").contains("can never fire", "[never-fires]");
        assertThat(run("--strict").code()).isEqualTo(1);
    }

    @Test
    void programsReadJson() throws IOException {
        JsonObject report = new JsonObject(check("a:1 AND a:2", "--format", "json").out());

        assertThat(report.getInteger("rules")).isEqualTo(1);
        assertThat(report.getJsonArray("problems")).isEmpty();
        assertThat(report.getJsonArray("warnings").getJsonObject(0).getString("lint")).isEqualTo("never-fires");
    }

    @Test
    void aBuildReadsJunit() throws IOException {
        assertThat(check("<&>:(", "--format", "junit").out())
                .contains("<testsuite name=\"rules check\" tests=\"1\" failures=\"1\">", "<failure message=\"", "&lt;&amp;");
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
    void whatCannotBeCheckedIsNeitherGoodNorWrong() throws IOException {
        assertThat(check(GOOD, "--url=http://127.0.0.1:1").code()).isEqualTo(2);
        Files.delete(folder.resolve("a.yml"));
        Files.delete(folder);
        assertThat(run().code()).isEqualTo(2);
        assertThat(run().err()).contains("there is no such folder");
    }
}
