package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.Alert;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventLog;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of the journal of events. */
class RecoveryTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
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
    private final SimulatedTime time = new SimulatedTime(NOON);
    private final List<String> told = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private EventLog events;
    private RulesDesk rules;
    private long ids;

    @BeforeEach
    void open() throws IOException {
        events = EventLog.open(folder.resolve("journal"), decoder, JournalSettings.named("events"));
        rules = new RulesDesk(
                rules(),
                time,
                (firings, position, owing) -> firings.forEach(firing -> {
                    told.add(firing.getClass().getSimpleName() + " "
                            + firing.alert().labels().get("ip"));
                    positions.add(position);
                }),
                new Metrics(new SimpleMeterRegistry(), time));
    }

    private static RuleSet rules() {
        return RuleFiles.parse(Map.of("rules.yml", RULES), new Problems());
    }

    @AfterEach
    void close() throws IOException {
        events.close();
    }

    private long happened(String... ips) {
        List<LogEvent> batch = new ArrayList<>();
        for (String ip : ips) {
            String json =
                    "{\"timestamp\":\"" + time.instant() + "\",\"action\":\"login_failed\",\"ip\":\"" + ip + "\"}";
            batch.add(decoder.parse(++ids, time.instant(), json.getBytes(StandardCharsets.UTF_8)));
        }
        return events.append(new EventBatch("http", Map.of(), batch))
                .toCompletableFuture()
                .join();
    }

    private void recover(RulesDesk desk, long heard, Alert... firing) throws IOException {
        Recovery recovery = new Recovery(
                desk,
                new BeforeStart(List.of(firing), List.of(), heard),
                new JournalReach(events.nextPosition(), 0, ids, false));
        events.replay(0, (position, batch) -> recovery.read(batch.source(), batch.events(), position));
        recovery.reached();
    }

    private void recover(long heard, Alert... firing) throws IOException {
        recover(rules, heard, firing);
    }

    @Test
    void whatTheRulesHadNotToldIsToldNow() throws Exception {
        happened("10.0.0.1", "10.0.0.1");
        long deciding = happened("10.0.0.1");

        recover(deciding - 1);

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(positions).containsExactly(deciding);
    }

    @Test
    void whatWasToldIsNotToldAgain() throws Exception {
        happened("10.0.0.1", "10.0.0.1");
        long deciding = happened("10.0.0.1");

        recover(deciding);

        assertThat(told).isEmpty();
    }

    @Test
    void theWindowsGoOnWhereTheyWere() throws Exception {
        recover(happened("10.0.0.1", "10.0.0.1"));
        time.advance(Duration.ofMinutes(1));

        long next = happened("10.0.0.1");
        events.replay(next, (position, batch) -> rules.observe("http", batch.events(), position));

        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void allThatABatchDecidesIsToldInOne() throws Exception {
        long[] calls = {0};
        RulesDesk counting = new RulesDesk(
                rules(), time, (firings, position, owing) -> calls[0]++, new Metrics(new SimpleMeterRegistry(), time));
        happened("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.2");

        recover(counting, -1);

        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void anAlertThatTheWindowsSeeFiringGoesOn() throws Exception {
        long deciding = happened("10.0.0.1", "10.0.0.1", "10.0.0.1");
        List<Firing> before = new ArrayList<>();
        RulesDesk first = new RulesDesk(
                rules(),
                time,
                (firings, position, owing) -> before.addAll(firings),
                new Metrics(new SimpleMeterRegistry(), time));
        events.replay(0, (position, batch) -> first.observe("http", batch.events(), position));

        recover(deciding, before.getFirst().alert());

        assertThat(told).isEmpty();
    }

    @Test
    void anAlertOfWhichNothingIsLeftEndsOnceTheStreamGoesOn() throws Exception {
        recover(0, AlertLab.alert("BruteForce", NOON.minus(Duration.ofDays(1)), "ip", "10.0.0.9"));
        assertThat(told).as("its texts are new").containsExactly("Updated 10.0.0.9");

        long next = happened("10.0.0.1");
        time.advance(Duration.ofHours(1));
        happened("10.0.0.1");
        events.replay(next, (position, batch) -> rules.observe("http", batch.events(), position));

        assertThat(told).last().isEqualTo("Resolved 10.0.0.9");
    }

    @Test
    void whenAllThatEverCameIsReadAnAlertEndsWhereItWouldHave() throws Exception {
        long heard = happened("10.0.0.1", "10.0.0.1", "10.0.0.1");
        Instant last = time.instant();
        time.advance(Duration.ofHours(1));
        happened("10.0.0.2");
        List<Firing> news = new ArrayList<>();
        RulesDesk desk = new RulesDesk(
                rules(),
                time,
                (firings, position, owing) -> news.addAll(firings),
                new Metrics(new SimpleMeterRegistry(), time));
        Alert firing = AlertLab.alert("BruteForce", last, "ip", "10.0.0.1");
        Recovery recovery = new Recovery(
                desk,
                new BeforeStart(List.of(firing), List.of(), heard),
                new JournalReach(events.nextPosition(), 0, ids, true));

        events.replay(0, (position, batch) -> recovery.read(batch.source(), batch.events(), position));
        recovery.reached();

        assertThat(news)
                .singleElement()
                .isInstanceOfSatisfying(
                        Firing.Resolved.class,
                        ended -> assertThat(ended.alert().endsAt()).isEqualTo(last.plus(Duration.ofMinutes(5))));
    }

    @Test
    void anAlertWhoseRuleIsGoneEnds() throws Exception {
        recover(0, AlertLab.alert("Forgotten", NOON.minus(Duration.ofDays(1)), "ip", "10.0.0.9"));

        assertThat(told).containsExactly("Resolved 10.0.0.9");
    }

    @Test
    void anAlertOfAnotherSystemIsLeftAlone() throws Exception {
        Alert foreign = AlertLab.alert("BruteForce", NOON, "ip", "10.0.0.9").endedAt(NOON.plusSeconds(300), NOON);

        recover(0, foreign);

        assertThat(told).isEmpty();
    }
}
