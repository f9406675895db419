package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioRulesTest {
    private static final String[] HALF = {
        "match: '*'", "by: [service]", "when: ratio(level:ERROR) > 50%", "within: 10s", "min_volume: 4"
    };

    @Test
    void itFiresWhenTheWatermarkClosesABucketInWhichItIsTrue() {
        RuleEngine engine = new RuleEngine(Streams.rule("2s", HALF));

        assertThat(Streams.feed(engine, errors(100, 200, 300, 400))).isEmpty();
        assertThat(engine.observe(ok(2_999), Streams.SOURCE, Streams.START)).isEmpty();
        assertThat(Streams.told(engine.observe(ok(3_000), Streams.SOURCE, Streams.START)))
                .containsExactly("fired service=shop 1");
    }

    @Test
    void itEndsAtTheFirstEvaluationThatIsFalse() {
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400));
        for (long at = 5_000; at < 30_000; at += 1_000) events.add(ok(at));

        assertThat(Streams.told(Streams.feed(new RuleEngine(Streams.rule("2s", HALF)), events)))
                .containsExactly("fired service=shop 1", "resolved service=shop 9");
    }

    @Test
    void tooFewEventsNeverBeginAnAlert() {
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300));
        events.add(ok(60_000));

        assertThat(Streams.feed(new RuleEngine(Streams.rule("2s", HALF)), events))
                .isEmpty();
    }

    @Test
    void tooFewEventsDoNotEndAnAlert() {
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400, 9_000, 9_100));
        events.add(ok(40_000));

        assertThat(Streams.told(Streams.feed(new RuleEngine(Streams.rule("2s", HALF)), events)))
                .containsExactly("fired service=shop 1", "resolved service=shop 20");
    }

    @Test
    void forAsksForTheConditionToHoldInEventTime() {
        String[] lines = {
            "match: '*'", "by: [service]", "when: ratio(level:ERROR) > 50%", "within: 10s", "min_volume: 4", "for: 5s"
        };
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400));
        events.add(ok(7_500));

        List<Firing> firings = new ArrayList<>(Streams.feed(new RuleEngine(Streams.rule("2s", lines)), events));
        assertThat(firings).isEmpty();
        firings = Streams.feed(new RuleEngine(Streams.rule("1s", lines)), events);
        assertThat(Streams.told(firings)).containsExactly("fired service=shop 1");
    }

    @Test
    void theValueIsTheShareAndTheEvidenceWhatCounted() {
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400));
        events.add(ok(500));
        events.add(ok(9_000));

        Alert alert = Streams.feed(new RuleEngine(Streams.rule("2s", HALF)), events)
                .getFirst()
                .alert();

        assertThat(alert.value()).isEqualTo("80.0 %");
        assertThat(alert.evidence())
                .containsExactly(EventId.text(100), EventId.text(200), EventId.text(300), EventId.text(400));
    }

    @Test
    void eachRuleCountsItsOwn() {
        RuleSet rules = Streams.rules("""
                groups:
                - name: test
                  late: 2s
                  rules:
                  - {alert: Errors, match: 'level:*', when: ratio(level:ERROR) > 50%, within: 10s, min_volume: 4}
                  - {alert: Shop, match: 'service:shop', by: [level], when: ratio(level:ERROR) > 50%, within: 10s, min_volume: 4}
                  - {alert: Other, match: 'service:other', when: ratio(level:ERROR) > 50%, within: 10s, min_volume: 4}
                  - {alert: Calm, match: 'level:*', when: ratio(level:INFO) > 50%, within: 10s, min_volume: 4}
                """);
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400));
        events.add(Streams.event(7, 500, "service", "other", "level", "ERROR"));
        events.add(ok(600));
        events.add(ok(9_000));

        List<Firing> firings = Streams.feed(new RuleEngine(rules), events);

        assertThat(firings)
                .extracting(
                        each -> each.alert().name(),
                        Streams::key,
                        each -> each.alert().value())
                .containsExactly(tuple("Errors", "", "83.3 %"), tuple("Shop", "level=ERROR", "100.0 %"));
    }

    @Test
    void queriesThatDoNotFitIntoOneAreCountedAsWell() {
        String services = IntStream.range(0, 1_000).mapToObj(i -> "s" + i).collect(Collectors.joining(" OR "));
        String codes = IntStream.range(0, 100).mapToObj(i -> "e" + i).collect(Collectors.joining(" OR "));
        RuleSet rules = Streams.rule(
                "2s",
                "match: service:(" + services + ")",
                "when: ratio(code:(" + codes + ")) > 50%",
                "within: 10s",
                "min_volume: 4");
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) events.add(Streams.event(i, i, "service", "s" + i, "code", i < 3 ? "e7" : "none"));
        for (int i = 5; i < 9; i++) events.add(Streams.event(i, i, "service", "shop", "code", "none"));
        events.add(Streams.event(9, 9_000, "service", "s9", "code", "none"));

        assertThat(Streams.feed(new RuleEngine(rules), events))
                .extracting(each -> each.alert().value())
                .containsExactly("60.0 %");
    }

    @Test
    void aJumpOfYearsIsDoneAtOnce() {
        List<LogEvent> events = new ArrayList<>(errors(100, 200, 300, 400));
        events.add(ok(Duration.ofDays(3650).toMillis()));

        assertThat(Streams.told(Streams.feed(new RuleEngine(Streams.rule("2s", HALF)), events)))
                .containsExactly("fired service=shop 1", "resolved service=shop 11");
    }

    @Test
    void windowsOfAnyLengthAreAWholeNumberOfBuckets() {
        assertThat(Grid.perWindow(Duration.ofMinutes(5))).isEqualTo(60);
        assertThat(Grid.perWindow(Duration.ofSeconds(30))).isEqualTo(30);
        assertThat(Grid.perWindow(Duration.ofHours(24))).isEqualTo(1440);
        for (long millis = 1_000; millis < 200_000; millis += 77) {
            assertThat(millis % Grid.perWindow(Duration.ofMillis(millis))).isZero();
        }
    }

    private static List<LogEvent> errors(long... millis) {
        List<LogEvent> events = new ArrayList<>();
        for (long at : millis) events.add(Streams.event(at, at, "service", "shop", "level", "ERROR"));
        return events;
    }

    private static LogEvent ok(long millis) {
        return Streams.event(millis, millis, "service", "shop", "level", "INFO");
    }
}
