package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import io.tocsin.testkit.SimulatedTime;
import io.tocsin.yaml.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("rules", vertx.getOrCreateContext(), 1000, () -> {});
    private final Workers readers = new Workers("past", 1, 4);
    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<LogEvent> stored = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final AtomicBoolean indexed = new AtomicBoolean(true);
    private RulesDesk desk;
    private Warmups warmups;
    private long ids;

    @BeforeEach
    void begin() {
        desk = new RulesDesk(
                RuleSet.EMPTY,
                time,
                (firings, position, owing) ->
                        firings.forEach(firing -> told.add(firing.getClass().getSimpleName() + " "
                                + firing.alert().labels().get("ip")
                                + (firing.alert().labels().get("late") == null ? "" : " late"))),
                new Metrics(new SimpleMeterRegistry(), time));
        warmups = new Warmups(
                (match, from, upTo, each) -> {
                    if (!await(mayRead)) throw new IOException("nobody let us read");
                    for (LogEvent event : List.copyOf(stored)) {
                        if (event.id() <= upTo && !event.time().isBefore(from) && match.matches(event))
                            each.accept(event);
                    }
                },
                position -> indexed.get(),
                readers,
                loop);
        on(() -> desk.warmUp(warmups));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterEach
    void close() {
        readers.close();
        vertx.close().await();
    }

    private void on(Runnable work) {
        ask(() -> {
            work.run();
            return true;
        });
    }

    private <T> T ask(Supplier<T> work) {
        return loop.call(() -> Future.succeededFuture(work.get())).await();
    }

    /** Asks on the loop, which goes on with what waits there in between. */
    private void until(BooleanSupplier met) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!ask(met::getAsBoolean)) assertThat(Instant.now()).isBefore(deadline);
    }

    private LogEvent failed(String ip, Instant at) {
        String json = "{\"timestamp\":\"" + at + "\",\"action\":\"login_failed\",\"ip\":\"" + ip + "\"}";
        return decoder.parse(++ids, time.instant(), json.getBytes(StandardCharsets.UTF_8));
    }

    private void happens(LogEvent... events) {
        stored.addAll(List.of(events));
        on(() -> desk.observe("http", List.of(events), ids));
    }

    private static RuleSet rules() {
        return RuleFiles.parse(Map.of("rules.yml", RULES), new Problems());
    }

    private RuleStatus.State state() {
        return desk.status().getFirst().state();
    }

    @Test
    void whatBeganAndEndedWhileANewRuleReadIsToldAllTheSame() {
        on(() -> desk.replace(RuleEngine.prepare(rules())));
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then), failed("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()));
        assertThat(told).isEmpty();

        mayRead.countDown();
        until(() -> state() != RuleStatus.State.WARMING);

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void aNewRuleKnowsWhatHappenedBeforeItAndWhileItRead() {
        happens(failed("10.0.0.1", time.instant()));
        on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(ask(this::state)).isEqualTo(RuleStatus.State.WARMING);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        assertThat(told).isEmpty();

        mayRead.countDown();
        until(() -> state() == RuleStatus.State.FIRING);

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(ask(() -> desk.status().getFirst().matched())).isEqualTo(3);
    }

    @Test
    void theIndexIsReadOnlyOnceItHoldsAll() {
        mayRead.countDown();
        indexed.set(false);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(ask(this::state)).isEqualTo(RuleStatus.State.WARMING);

        indexed.set(true);
        until(() -> state() == RuleStatus.State.INACTIVE);
        happens(failed("10.0.0.1", time.instant()));

        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void anEventThatComesTooLateIsFoundInThePast() {
        mayRead.countDown();
        on(() -> desk.replace(RuleEngine.prepare(rules())));
        until(() -> state() == RuleStatus.State.INACTIVE);
        Instant then = time.instant();
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then.plusSeconds(1)));
        time.advance(Duration.ofMinutes(20));
        happens(failed("10.0.0.2", time.instant()));
        happens(failed("10.0.0.1", then.plusSeconds(2)));
        assertThat(told).isEmpty();

        List<RuleEngine.Late> late = ask(desk::late);
        on(() -> late.forEach(each -> warmups.look(each, desk)));
        until(() -> !told.isEmpty());
        on(() -> desk.found(List.of()));

        assertThat(told).containsExactly("Fired 10.0.0.1 late");
        assertThat(ask(desk::late)).isEmpty();
        time.advance(LateChecks.HOLDS.plusSeconds(1));
        on(desk::tick);
        assertThat(told).containsExactly("Fired 10.0.0.1 late", "Resolved 10.0.0.1 late");
    }
}
