package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.Alert;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules have seen, over a restart. */
class RuleCheckpointsTest {
    private static final String RULES = """
            groups:
              - name: security
                rules:
                  - alert: BruteForce
                    match: action:login_failed
                    by: [ip]
                    when: count() > 2
                    within: 5m
                    severity: critical
            """;

    @TempDir
    Path folder;

    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    private final List<String> told = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private long ids;

    private static RuleSet rules(String yaml) {
        return RuleFiles.parse(Map.of("rules.yml", yaml), new Problems());
    }

    private RulesDesk desk(RuleCheckpoints.Saved saved) {
        return desk(rules(RULES), saved);
    }

    private RulesDesk desk(RuleSet rules, RuleCheckpoints.Saved saved) {
        return new RulesDesk(
                rules,
                saved.engine(),
                time,
                (firings, position, owing) -> firings.forEach(firing -> {
                    alerts.add(firing.alert());
                    told.add(firing.getClass().getSimpleName() + " "
                            + firing.alert().labels().get("ip"));
                }),
                new Metrics(new SimpleMeterRegistry(), time));
    }

    private List<LogEvent> failed(String ip, int times) {
        List<LogEvent> batch = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String json =
                    "{\"timestamp\":\"" + time.instant() + "\",\"action\":\"login_failed\",\"ip\":\"" + ip + "\"}";
            batch.add(decoder.parse(++ids, time.instant(), json.getBytes(StandardCharsets.UTF_8)));
        }
        return batch;
    }

    private RuleCheckpoints checkpoints() throws IOException {
        return new RuleCheckpoints(folder.resolve("rules"));
    }

    private static void write(RuleCheckpoints checkpoints, RulesDesk desk) throws IOException {
        checkpoints.write(Objects.requireNonNull(desk.shot()));
    }

    @Test
    void aHalfFilledWindowGoesOn() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 2), 7);
        write(checkpoints(), before);

        RuleCheckpoints.Saved saved = checkpoints().load(rules(RULES), 8);
        desk(saved).observe("http", failed("10.0.0.1", 1), 8);

        assertThat(saved.next()).isEqualTo(8);
        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void whatFiresGoesOnAndEndsOnce() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 3), 0);
        write(checkpoints(), before);

        RulesDesk after = desk(checkpoints().load(rules(RULES), 1));
        after.observe("http", failed("10.0.0.1", 1), 1);
        assertThat(told).containsExactly("Fired 10.0.0.1");
        time.advance(Duration.ofMinutes(10));
        after.observe("http", failed("10.0.0.2", 1), 2);

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void whatFiresAndNobodyRemembersIsToldAgain() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 3), 5);
        write(checkpoints(), before);
        told.clear();

        for (long heard : List.of(5L, 4L)) {
            RuleCheckpoints.Saved saved = checkpoints().load(rules(RULES), 6);
            new Recovery(
                            desk(saved),
                            new BeforeStart(List.of(), List.of(), heard),
                            new JournalReach(6, saved.next(), 0, false))
                    .reached();
        }

        assertThat(told).as("once: when alerts had heard less").containsExactly("Fired 10.0.0.1");
    }

    @Test
    void whatOnlySilenceHadDecidedGoesOn() throws IOException {
        RuleSet silence = rules(RULES.replace("count() > 2", "absent()").replace("5m", "1m"));
        RulesDesk before = desk(silence, checkpoints().load(silence, 0));
        before.observe("http", failed("10.0.0.1", 1), 0);
        write(checkpoints(), before);
        time.advance(Duration.ofMinutes(10));
        before.tick();
        assertThat(told).hasSize(1).first().asString().startsWith("Fired");

        RuleCheckpoints.Saved saved = checkpoints().load(silence, 1);
        RulesDesk after = desk(silence, saved);
        new Recovery(
                        after,
                        new BeforeStart(List.copyOf(alerts), List.of(), 0),
                        new JournalReach(1, saved.next(), 0, false))
                .reached();
        after.tick();

        assertThat(told).as("neither its end nor its beginning").hasSize(1);
    }

    @Test
    void aRuleThatMeasuresSomethingElseBeginsAnew() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 2), 0);
        write(checkpoints(), before);

        RuleSet changed = rules(RULES.replace("within: 5m", "within: 6m"));
        assertThat(checkpoints().load(changed, 1).engine().cold()).containsExactly("BruteForce");
        RuleSet sharper = rules(RULES.replace("> 2", "> 1"));
        assertThat(checkpoints().load(sharper, 1).engine().cold()).isEmpty();
    }

    @Test
    void whateverIsDamagedIsReadAgainFromTheLogs() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 2), 0);
        write(checkpoints(), before);
        Path file = folder.resolve("rules/windows");
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            Files.write(file, bad);
            RuleCheckpoints.Saved saved = checkpoints().load(rules(RULES), 1);
            assertThat(saved.engine().cold()).as("byte %d flipped", i).containsExactly("BruteForce");
            Files.write(file, Arrays.copyOf(good, i));
            assertThat(checkpoints().load(rules(RULES), 1).next())
                    .as("cut at %d", i)
                    .isZero();
            byte[] without = Arrays.copyOf(good, good.length - 1);
            System.arraycopy(good, i + 1, without, i, without.length - i);
            Files.write(file, without);
            assertThat(checkpoints().load(rules(RULES), 1).engine().cold())
                    .as("without byte %d", i)
                    .containsExactly("BruteForce");
        }
    }

    @Test
    void aStateFromBehindTheJournalIsOfAnother() throws IOException {
        RulesDesk before = desk(checkpoints().load(rules(RULES), 0));
        before.observe("http", failed("10.0.0.1", 2), 9);
        write(checkpoints(), before);

        assertThat(checkpoints().load(rules(RULES), 9).next()).isZero();
        assertThat(checkpoints().load(rules(RULES), 10).next()).isEqualTo(10);
    }
}
