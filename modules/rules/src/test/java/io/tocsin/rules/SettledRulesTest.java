package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledRulesTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    @Test
    void whatHasNoNumberIsSkippedAndCounted() {
        RuleEngine engine = new RuleEngine(
                Streams.rule("0s", "match: service:*", "by: [service]", "when: avg(v) > 1", "within: 10s"));

        List<LogEvent> events = new ArrayList<>();
        long at = 100;
        for (String value : List.of("3", "abc", "", "NaN", "1e200", "0x10", "3")) events.add(value(at++, value));
        events.add(Streams.event(9, 200, "service", "shop"));
        events.add(value(1_000, "3"));

        assertThat(Streams.told(Streams.feed(engine, events))).containsExactly("fired service=shop 1");
        assertThat(engine.status().getFirst().unmeasured()).isEqualTo(6);
    }

    @Test
    void valuesAreWrittenForPeople() {
        assertThat(text("when: avg(v) > 1", "within: 10s")).isEqualTo("2.333");
        assertThat(text("when: max(v) > 1", "within: 10s")).isEqualTo("4");
        assertThat(text("when: rate() > 0.01", "within: 10s")).isEqualTo("0.3");
        assertThat(text("when: ratio(v:4) > 1%", "within: 10s", "min_volume: 1"))
                .isEqualTo("33.3 %");
    }

    private static String text(String... lines) {
        List<String> all = new ArrayList<>(List.of("match: service:*", "by: [service]"));
        all.addAll(List.of(lines));
        RuleEngine engine = new RuleEngine(Streams.rule("0s", all.toArray(String[]::new)));
        List<LogEvent> events = List.of(value(10, "1"), value(20, "2"), value(30, "4"), value(1_000, "x"));
        return Streams.feed(engine, events).getFirst().alert().value();
    }

    @Test
    void theEvidenceIsWhatTheWindowHeldAtThatTimeAndNotWhatCameAfterIt() {
        RuleEngine engine = new RuleEngine(
                Streams.rule("30s", "match: service:*", "by: [service]", "when: max(v) > 5", "within: 10s"));
        List<LogEvent> events = new ArrayList<>(List.of(Streams.event(7, 500, "service", "shop", "v", "9")));
        for (int i = 0; i < 40; i++) events.add(value(1_000 + i * 800L, "1"));

        Alert alert = Streams.feed(engine, events).getFirst().alert();

        assertThat(alert.evidence()).containsExactly(EventId.text(7));
    }

    @Test
    void growthFromZeroIsInfiniteButNotWhileTheRuleIsYoung() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "0s", "match: service:*", "by: [service]", "when: spike(count()) > 3", "within: 10s", "min_volume: 3"));
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) events.add(value(100 + i, "1"));
        events.add(value(60_000, "1"));
        for (int i = 0; i < 3; i++) events.add(Streams.event(i, 100_100, "service", "new"));
        events.add(value(200_000, "1"));

        List<Firing> firings = Streams.feed(engine, events);

        assertThat(Streams.told(firings)).containsExactly("fired service=new 101", "resolved service=new 111");
        assertThat(firings.getFirst().alert().value()).isEqualTo("∞ ×");
    }

    @Test
    void aLowCountIsMissedFromAWholeWindowOnUntilTheKeyIsGivenUp() {
        RuleEngine engine = new RuleEngine(
                Streams.rule("0s", "match: service:*", "by: [service]", "when: count() < 3", "within: 10s"));
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) events.add(value(i * 1_000L, "1"));
        events.add(Streams.event(99, 8 * DAY, "ip", "a"));

        assertThat(Streams.told(Streams.feed(engine, events)))
                .containsExactly("fired service=shop 38", "resolved service=shop " + (40 + 7 * 86_400));
        assertThat(engine.firing()).isEmpty();
    }

    @Test
    void aDayThatIsLikeTheOthersIsNothingAndADeadOneIs() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "0s", "match: service:*", "by: [service]", "when: baseline(count()) > 5", "min_volume: 20"));
        List<Firing> firings = new ArrayList<>();
        for (long at = 0; at < 5 * DAY; at += 10_000) {
            boolean dead = at > 4 * DAY + 60 * MINUTE && at < 4 * DAY + 120 * MINUTE;
            if (!dead) firings.addAll(engine.observe(value(at, "1"), Streams.SOURCE, Streams.START));
        }

        assertThat(firings).hasSize(2);
        assertThat(firings.getFirst().alert().value()).isEqualTo("z -5.5 (0, usual 30)");
    }

    @Test
    void aSeriesWarmsUntilThreeDaysAreKnown() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "0s", "match: service:*", "by: [service]", "when: baseline(count()) > 2", "min_volume: 1"));
        RuleState rule = engine.states().getFirst();
        for (long at = 0; at < 3 * DAY - 6 * MINUTE; at += MINUTE) {
            engine.observe(value(at, "1"), Streams.SOURCE, Streams.START);
        }
        assertThat(warming(rule)).isTrue();
        assertThat(engine.status().getFirst().state()).isEqualTo(RuleStatus.State.WARMING);

        for (long at = 3 * DAY - 6 * MINUTE; at < 3 * DAY + 6 * MINUTE; at += MINUTE) {
            engine.observe(value(at, "1"), Streams.SOURCE, Streams.START);
        }
        assertThat(warming(rule)).isFalse();
        assertThat(engine.status().getFirst().state()).isEqualTo(RuleStatus.State.INACTIVE);
    }

    private static boolean warming(RuleState rule) {
        return rule.windows().all().stream()
                .anyMatch(window -> window instanceof BaselineWindow line && line.warming());
    }

    @Test
    void aJumpOfYearsIsDoneAtOnceByEveryWindow() {
        for (String when : List.of("baseline(count()) > 6", "count() < 3", "spike(count()) > 3", "p95(v) > 1")) {
            List<String> lines = new ArrayList<>(List.of("match: service:*", "by: [service]", "when: " + when));
            if (!when.startsWith("base")) lines.add("within: 10s");
            RuleEngine engine = new RuleEngine(Streams.rule("0s", lines.toArray(String[]::new)));
            Streams.feed(engine, List.of(value(100, "7"), value(5_000, "7")));

            engine.observe(
                    Streams.event(1, Duration.ofDays(36_500).toMillis(), "ip", "a"), Streams.SOURCE, Streams.START);

            assertThat(engine.firing()).isEmpty();
        }
    }

    private static LogEvent value(long millis, String value) {
        return Streams.event(millis, millis, "service", "shop", "v", value);
    }
}
