package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final String RULES = """
            groups:
            - name: test
              late: 2s
              rules:
              - alert: Slow
                match: record:latency
                by: [service]
                when: count() > 2
                within: 30s
                resolve_after: 5s
              - record: latency
                match: ms:*
                by: [service]
                when: avg(ms)
                within: 10s
              - alert: SlowOften
                match: record:latency value:>100
                by: [service]
                when: max(value) > 100
                within: 5s
              - alert: Anything
                match: '*'
                when: count() > 100000
                within: 5s
            """;

    @Test
    void eachEvaluationIsAnEventForTheRulesThatNameTheSeries() {
        RuleEngine engine = new RuleEngine(rules());
        List<LogEvent> events = new ArrayList<>();
        events.add(Streams.event(1, 500, "service", "a", "ms", "300"));
        for (int i = 1; i < 60; i++) events.add(Streams.event(i + 1, i * 1_000L, "service", "b", "ms", "5"));

        List<Firing> firings = Streams.feed(engine, events);

        assertThat(Streams.told(firings)).contains("fired service=a 3", "fired service=a 2");
        assertThat(engine.status().get(1).state()).isEqualTo(RuleStatus.State.INACTIVE);
        assertThat(engine.status().get(3).matched()).isEqualTo(events.size());
    }

    @Test
    void aJumpAndAnyOrderGiveTheSame() {
        List<LogEvent> events = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String service = random.nextBoolean() ? "a" : "b";
            int ms = random.nextInt(150);
            events.add(Streams.event(i, random.nextInt(120_000), "service", service, "ms", Integer.toString(ms)));
        }
        List<String> jumped = run(events, true);
        List<LogEvent> sorted = new ArrayList<>(events);
        sorted.sort(java.util.Comparator.comparing(LogEvent::time));

        assertThat(run(sorted, false)).isEqualTo(jumped).hasSizeGreaterThan(4);
    }

    /** With a source of its own that holds time still until all is there, or without. */
    private static List<String> run(List<LogEvent> events, boolean jump) {
        RuleEngine engine = new RuleEngine(rules());
        List<Firing> firings = new ArrayList<>();
        if (jump) engine.observe(Streams.event(1000, 0), "slow", Streams.START);
        for (LogEvent event : events) firings.addAll(engine.observe(event, Streams.SOURCE, Streams.START));
        LogEvent last = Streams.event(1001, 600_000);
        firings.addAll(engine.observe(last, Streams.SOURCE, Streams.START));
        if (jump) firings.addAll(engine.observe(last, "slow", Streams.START));
        List<String> told = new ArrayList<>();
        for (Firing firing : firings) {
            if (firing instanceof Firing.Resolved) {
                told.add(firing.alert().labels() + " " + firing.alert().startsAt() + " "
                        + firing.alert().endsAt());
            }
        }
        Collections.sort(told);
        return told;
    }

    @Test
    void aRatioOfWhatWasMeasuredCountsIt() {
        RuleEngine engine = new RuleEngine(Streams.rules("""
                groups:
                - name: test
                  late: 0s
                  rules:
                  - {record: latency, match: 'ms:*', by: [service], when: max(ms), within: 1s}
                  - alert: OftenSlow
                    match: record:latency
                    by: [service]
                    when: ratio(value>100) > 50%
                    within: 10s
                    min_volume: 4
                """));
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            events.add(Streams.event(2L * i, i * 1_000L, "service", "slow", "ms", i < 6 ? "500" : "5"));
            events.add(Streams.event(2L * i + 1, i * 1_000L, "service", "fast", "ms", i < 3 ? "500" : "5"));
        }

        // The fast one's share is 3 of 4 then, and 3 of 6 two seconds later.
        assertThat(Streams.told(Streams.feed(engine, events)))
                .containsExactly("fired service=slow 5", "fired service=fast 5", "resolved service=fast 7");
    }

    @Test
    void anEventIsTheSameWheneverItIsMade() {
        Rule rule = rules().rules().get(1);

        LogEvent event = Series.event(rule, Key.of("a"), 5_000, 12.5);

        assertThat(event.fields().toString()).isEqualTo("{record=latency, value=12.5, service=a}");
        assertThat(event.id())
                .isEqualTo(Series.event(rule, Key.of("a"), 5_000, 13).id());
        assertThat(event.id())
                .isNotEqualTo(Series.event(rule, Key.of("b"), 5_000, 12.5).id());
        assertThat(event.time().toEpochMilli()).isEqualTo(5_000);
    }

    @Test
    void roundAndRoundItDoesNotGo() {
        RuleEngine engine = new RuleEngine(Streams.rules("""
                groups:
                - name: test
                  late: 0s
                  rules:
                  - record: one
                    match: ms:* OR record:two
                    when: count()
                    within: 2s
                  - record: two
                    match: record:one
                    when: count()
                    within: 2s
                """));

        for (int i = 0; i < 100; i++) {
            engine.observe(Streams.event(i, i * 1_000L, "ms", "1"), Streams.SOURCE, Streams.START);
        }

        assertThat(engine.status().getFirst().matched()).isLessThan(400);
    }

    private static RuleSet rules() {
        return Streams.rules(RULES);
    }
}
