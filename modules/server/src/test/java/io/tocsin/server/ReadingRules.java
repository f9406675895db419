package io.tocsin.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** A desk whose rules read their past when a test lets them. */
abstract class ReadingRules {
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
    static final int KEPT_MAX = 6;

    final RulesLoop loop = new RulesLoop();
    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<LogEvent> stored = new CopyOnWriteArrayList<>();
    final Semaphore mayRead = new Semaphore(0);

    /** For looks at late events. */
    final Semaphore mayLook = new Semaphore(1_000);

    final AtomicInteger waiting = new AtomicInteger();
    final AtomicBoolean readable = new AtomicBoolean(true);
    final AtomicBoolean indexed = new AtomicBoolean(true);
    List<Owing> owing = List.of();
    RulesDesk desk;
    Warmups warmups;
    long ids;

    @BeforeEach
    void begin() {
        warmups = loop.warmups(this::mayRead, () -> List.copyOf(stored), position -> indexed.get(), KEPT_MAX);
        desk = desk(RuleSet.EMPTY);
    }

    RulesDesk desk(RuleSet rules) {
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
        Semaphore gate = Thread.currentThread().getName().startsWith("tocsin-late") ? mayLook : mayRead;
        try {
            if (!gate.tryAcquire(10, TimeUnit.SECONDS)) throw new IOException("nobody let us read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the test is over", e);
        }
        if (!readable.get()) throw new IOException("the index is broken");
    }

    @AfterEach
    void close() {
        loop.close();
    }

    LogEvent failed(String ip, Instant at) {
        return event("login_failed", ip, at);
    }

    LogEvent refused(String ip, Instant at) {
        return event("card_refused", ip, at);
    }

    private LogEvent event(String action, String ip, Instant at) {
        String json = "{\"timestamp\":\"" + at + "\",\"action\":\"" + action + "\",\"ip\":\"" + ip + "\"}";
        return decoder.parse(++ids, time.instant(), json.getBytes(StandardCharsets.UTF_8));
    }

    void happens(LogEvent... events) {
        happensIn("http", events);
    }

    void happensIn(String source, LogEvent... events) {
        stored.addAll(List.of(events));
        loop.on(() -> desk.observe(source, List.of(events), ids));
    }

    static RuleSet rules() {
        return RuleFiles.parse(Map.of("rules.yml", RULES), new Problems());
    }

    /** Another rule beside it, of these events. */
    static RuleSet rulesAnd(String match) {
        String other =
                "      - {alert: Other, match: '%s', by: [ip], when: count() > 2, within: 5m}\n".formatted(match);
        return RuleFiles.parse(Map.of("rules.yml", RULES + other), new Problems());
    }

    boolean reads(String rule) {
        return desk.status().stream()
                .anyMatch(each -> each.name().equals(rule) && each.state() == RuleStatus.State.WARMING);
    }

    RuleStatus.State state() {
        return desk.status().getFirst().state();
    }
}
