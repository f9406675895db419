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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night's logs, the rules of a team, and what the command makes of them. */
class RulesBacktestCommandTest {
    private static final Instant NIGHT = Instant.parse("2026-01-05T23:00:00Z");

    @TempDir
    private Path folder;

    private Path rules;

    @BeforeEach
    void rulesAndConfiguration() throws IOException {
        rules = Files.createDirectories(folder.resolve("rules"));
        rule("{night_pages: 5}");
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("routing.yml"), """
                route: {receiver: security, group_wait: 5s}
                receivers: [{name: security, slack_configs: [{api_url: "${NOT_HERE:-}", channel: "#s"}]}]
                """);
        Files.writeString(config.resolve("oncall.yml"), """
                users: {anna: {contact_methods: {slack: U1}}}
                escalation_policies: {default: {levels: [{notify: [{user: anna}]}], fallback: [{user: anna}]}}
                receivers: {security: default}
                """);
    }

    private void rule(String budget) throws IOException {
        Files.writeString(rules.resolve("security.yml"), """
                groups:
                - name: security
                  rules:
                  - alert: BruteForce
                    match: action:login_failed
                    by: [ip]
                    when: count() > 3
                    within: 5m
                    severity: critical
                    budget: %s
                """.formatted(budget));
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            boolean failed = i % 4 == 0;
            lines.add(new JsonObject()
                    .put("time", NIGHT.plusSeconds(i).toString())
                    .put("action", failed ? "login_failed" : "ping")
                    .put("ip", "10.0.0.1")
                    .encode());
        }
        return lines;
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("events.ndjson"), lines());
    }

    private Outcome run(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "rules",
                "backtest",
                rules.toString(),
                "--config",
                folder.resolve("config").toString()));
        words.addAll(List.of(more));
        return Terminal.run(words.toArray(String[]::new));
    }

    @Test
    void aFileOfEventsShowsWhomTheRulesWouldHaveWoken() throws IOException {
        Outcome outcome = run("--events", file().toString(), "--to", "2026-01-06T00:00:00Z", "--ack-after", "5m");

        assertThat(outcome.out())
                .contains("20 events, 20 shown to the rules")
                .contains("1 pages, 1 of them from 22 to 07")
                .contains("highest level reached: 1 in 1")
                .endsWith("good: every budget holds\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void aBrokenBudgetFailsTheCommand() throws IOException {
        rule("{night_pages: 0}");

        Outcome outcome = run("--events", file().toString(), "--to", "2026-01-06T00:00:00Z", "--format", "junit");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("<failure message=\"rule BruteForce: 1 pages, night_pages allows 0\">");
    }

    @Test
    void gzippedLinesAndLinesThatAreNoneAreRead() throws IOException {
        Path file = folder.resolve("events.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines()) + "\nnot json\n\n{\"action\":\"no time\"}")
                    .getBytes(StandardCharsets.UTF_8));
        }

        JsonObject report = new JsonObject(
                run("--events", file.toString(), "--format", "json").out());

        assertThat(report.getJsonObject("coverage").getJsonArray("notes"))
                .containsExactly("1 lines are no events", "1 events say no time, and count as of the line before");
        assertThat(report.getJsonArray("firings")).hasSize(1);
    }

    @Test
    void aDataFolderIsAskedForWhatTheRulesLookAt() throws IOException {
        Path data = folder.resolve("data");
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
        try (BlockStore store = BlockStore.open(data.resolve("index"), decoder, StoreSettings.defaults())) {
            List<LogEvent> batch = new ArrayList<>();
            for (String line : lines()) {
                batch.add(
                        decoder.parse(batch.size() + 1, NIGHT.plusSeconds(60), line.getBytes(StandardCharsets.UTF_8)));
            }
            store.add(batch, 0);
        }

        Outcome outcome = run(
                "--data",
                data.toString(),
                "--from",
                "2026-01-05T00:00:00Z",
                "--to",
                "2026-01-06T00:00:00Z",
                "--sweep",
                "BruteForce=3,4,5");

        assertThat(outcome.out())
                .contains("20 events, 5 shown to the rules")
                .contains("BruteForce at 4: 1 firings", "BruteForce at 5: 0 firings");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void anotherVersionAndIncidentsAreCompared() throws IOException {
        Path other = Files.createDirectories(folder.resolve("main"));
        Files.writeString(
                other.resolve("security.yml"),
                Files.readString(rules.resolve("security.yml")).replace("> 3", "> 9"));
        Path incidents = Files.writeString(
                folder.resolve("incidents.csv"), "start,end,service\n2026-01-05T22:59:00Z,2026-01-05T23:10:00Z,auth\n");

        Outcome outcome = run(
                "--events",
                file().toString(),
                "--to",
                "2026-01-06T00:00:00Z",
                "--against",
                other.toString(),
                "--incidents",
                incidents.toString());

        assertThat(outcome.out())
                .contains("Against the other rules: 1 new, 0 gone, 0 changed, 0 the same; +1 pages")
                .contains("found 1 of 1; time to detect 1m12s in the middle");
    }

    @Test
    void aRunningServerIsAskedInstead() {
        try (ApiServer server = ApiServer.withIncident()) {
            Outcome outcome = run("--url", server.url(), "--from", "-1d");

            assertThat(outcome.out()).contains("Coverage", "BruteForce");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void whatCannotBeSaidIsNoBrokenBudget() throws IOException {
        assertThat(run("--events", folder.resolve("typo").toString()).code()).isEqualTo(2);
        assertThat(run("--data", folder.resolve("typo").toString()).err()).contains("there is no such folder");
        assertThat(run("--events", file().toString(), "--sweep", "Typo=3").err())
                .contains("there is no rule 'Typo'");
        assertThat(run("--events", file().toString(), "--ack-after", "soon").err())
                .contains("people answer after a duration");
        Files.writeString(rules.resolve("wrong.yml"), "groups: [{nam: x}]");
        Outcome wrong = run("--events", file().toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("wrong.yml:1:11: unknown key 'nam', did you mean 'name'?");
    }
}
