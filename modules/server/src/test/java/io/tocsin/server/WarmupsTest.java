package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rule that is new, and what happened before it was. */
class WarmupsTest {
    private static final String RULES = """
            groups:
              - name: security
                late: 10s
                rules:
                  - alert: BruteForce
                    match: action:login_failed
                    by: [ip]
                    when: count() > 2
                    within: 5m
            """;

    /** Few, so that a test need not tell many. */
    private static final int KEPT_MAX = 6;

    private final RulesLoop loop = new RulesLoop();
    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<LogEvent> stored = new CopyOnWriteArrayList<>();
    private final Semaphore mayRead = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean indexed = new AtomicBoolean(true);
    private List<Owing> owing = List.of();
    private RulesDesk desk;
    private Warmups warmups;
    private long ids;

    @BeforeEach
    void begin() {
        warmups = loop.warmups(this::mayRead, () -> List.copyOf(stored), position -> indexed.get(), KEPT_MAX);
        desk = desk(RuleSet.EMPTY);
    }

    private RulesDesk desk(RuleSet rules) {
        RulesDesk made = new RulesDesk(rules, time, this::heard, new Metrics(new SimpleMeterRegistry(), time));
        loop.on(() -> made.warmUp(warmups));
        return made;
    }

    private void heard(List<Firing> firings, long position, List<Owing> now) {
        owing = now;
        firings.forEach(firing -> told.add(firing.getClass().getSimpleName() + " "
                + firing.alert().labels().get("ip")
                + (firing.alert().labels().get("late") == null ? "" : " late")));
    }

    private void mayRead() throws IOException {
        waiting.incrementAndGet();
        try {
            if (!mayRead.tryAcquire(10, TimeUnit.SECONDS)) throw new IOException("nobody let us read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the test is over", e);
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private LogEvent failed(String ip, Instant at) {
        return event("login_failed", ip, at);
    }

    private LogEvent refused(String ip, Instant at) {
        return event("card_refused", ip, at);
    }

    private LogEvent event(String action, String ip, Instant at) {
        String json = "{\"timestamp\":\"" + at + "\",\"action\":\"" + action + "\",\"ip\":\"" + ip + "\"}";
        return decoder.parse(++ids, time.instant(), json.getBytes(StandardCharsets.UTF_8));
    }

    private void happens(LogEvent... events) {
        stored.addAll(List.of(events));
        loop.on(() -> desk.observe("http", List.of(events), ids));
    }

    private static RuleSet rules() {
        return RuleFiles.parse(Map.of("rules.yml", RULES), new Problems());
    }

    /** Another rule beside it, of these events. */
    private static RuleSet rulesAnd(String match) {
        String other =
                "      - {alert: Other, match: '%s', by: [ip], when: count() > 2, within: 5m}\n".formatted(match);
        return RuleFiles.parse(Map.of("rules.yml", RULES + other), new Problems());
    }

    private boolean reads(String rule) {
        return desk.status().stream()
                .anyMatch(each -> each.name().equals(rule) && each.state() == RuleStatus.State.WARMING);
    }

    private RuleStatus.State state() {
        return desk.status().getFirst().state();
    }

    @Test
    void whatBeganAndEndedWhileANewRuleReadIsToldAllTheSame() {
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then), failed("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()));
        assertThat(told).isEmpty();

        mayRead.release();
        loop.until(() -> state() != RuleStatus.State.WARMING);

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void aNewRuleKnowsWhatHappenedBeforeItAndWhileItRead() {
        happens(failed("10.0.0.1", time.instant()));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(loop.ask(this::state)).isEqualTo(RuleStatus.State.WARMING);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        assertThat(told).isEmpty();

        mayRead.release();
        loop.until(() -> state() == RuleStatus.State.FIRING);

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isEqualTo(3);
    }

    @Test
    void theIndexIsReadOnlyOnceItHoldsAll() {
        mayRead.release();
        indexed.set(false);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(loop.ask(this::state)).isEqualTo(RuleStatus.State.WARMING);

        indexed.set(true);
        loop.until(() -> state() == RuleStatus.State.INACTIVE);
        happens(failed("10.0.0.1", time.instant()));

        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void anEventThatComesTooLateIsFoundInThePast() {
        mayRead.release(2);
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        loop.until(() -> state() == RuleStatus.State.INACTIVE);
        Instant then = time.instant();
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then.plusSeconds(1)));
        time.advance(Duration.ofMinutes(20));
        happens(failed("10.0.0.2", time.instant()));
        happens(failed("10.0.0.1", then.plusSeconds(2)));
        assertThat(told).isEmpty();

        List<RuleEngine.Late> late = loop.ask(desk::late);
        loop.on(() -> late.forEach(each -> warmups.look(each, desk)));
        loop.until(() -> !told.isEmpty());
        loop.on(() -> desk.found(List.of()));

        assertThat(told).containsExactly("Fired 10.0.0.1 late");
        assertThat(loop.ask(desk::late)).isEmpty();
        time.advance(LateChecks.HOLDS.plusSeconds(1));
        loop.on(desk::tick);
        assertThat(told).containsExactly("Fired 10.0.0.1 late", "Resolved 10.0.0.1 late");
    }

    @Test
    void aRuleThatIsChangedWhileItReadsOwesUntilItHasReadOnceMore() {
        happens(failed("10.0.0.9", time.instant().minus(Duration.ofMinutes(30))));
        loop.on(() -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_declined"))));
        time.advance(Duration.ofSeconds(1));
        loop.on(() -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_refused"))));
        mayRead.release();
        loop.until(() -> !reads("BruteForce"));

        assertThat(owing).extracting(Owing::rule).containsExactly("Other");
        assertThat(loop.ask(desk::shot)).as("a checkpoint while it reads").isNull();

        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(refused("10.0.0.1", then), refused("10.0.0.1", then), refused("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()));
        mayRead.release();
        loop.until(() -> !reads("Other"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
        assertThat(owing).isEmpty();
        assertThat(loop.ask(desk::shot)).isNotNull();
    }

    @Test
    void aReloadWhileAStartShowsTheJournalCostsNothingThatARuleOwes() {
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        List<LogEvent> journal = List.of(
                failed("10.0.0.9", then.minus(Duration.ofMinutes(10))),
                failed("10.0.0.1", then),
                failed("10.0.0.1", then),
                failed("10.0.0.1", then),
                failed("10.0.0.2", time.instant()));
        stored.addAll(journal);
        desk = desk(rules());
        loop.on(() -> {
            Owing since = new Owing("BruteForce", 0, then, false);
            JournalReach reach = new JournalReach(journal.size(), 0, ids, true);
            Recovery recovery = new Recovery(desk, new BeforeStart(List.of(), List.of(since), 4), reach);
            desk.replace(RuleEngine.prepare(rulesAnd("action:card_refused")));
            for (int i = 0; i < journal.size(); i++) recovery.read("http", List.of(journal.get(i)), i);
            recovery.reached();
        });

        mayRead.release(2);
        loop.until(() -> !reads("BruteForce") && !reads("Other"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void whatIsTooMuchToBeKeptWhileARuleReadsIsReadFromTheIndex() {
        happens(failed("10.0.0.9", time.instant().minus(Duration.ofMinutes(30))));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then), failed("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()), failed("10.0.0.2", time.instant()));
        for (int i = 0; i < KEPT_MAX; i++) happens(failed("10.0.1." + i, time.instant()));
        happens(failed("10.0.0.2", time.instant()));

        mayRead.release(2);
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1", "Fired 10.0.0.2");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isEqualTo(6 + KEPT_MAX);
    }

    @Test
    void whatFiredHoldsWhenMoreComesThanCanEverBeRead() {
        Instant now = time.instant();
        happens(failed("10.0.0.1", now), failed("10.0.0.1", now), failed("10.0.0.1", now));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        for (int read = 0; read <= PastReading.STRETCHES_MAX; read++) {
            int before = read;
            loop.until(() -> waiting.get() > before);
            for (int i = 0; i <= KEPT_MAX; i++) happens(failed("10.1." + read + "." + i, now));
            mayRead.release();
        }
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isZero();
    }
}
