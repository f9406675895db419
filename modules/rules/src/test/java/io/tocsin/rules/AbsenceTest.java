package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final String[] MINUTE = {"match: service:*", "by: [service]", "when: absent()", "within: 60s"};

    @Test
    void aServiceThatStopsFiresOnceItsWindowIsOver() {
        List<Firing> firings = Streams.feed(engine(), merge(every(10, "a", 0, 100), every(10, "b", 5, 300)));

        assertThat(Streams.told(firings)).containsExactly("fired service=a 160");
        assertThat(firings.getFirst().alert().value()).isEqualTo("silent for 70 s");
    }

    @Test
    void itEndsWithItsNextEvent() {
        List<LogEvent> events = merge(every(10, "a", 0, 100), every(10, "b", 5, 400), every(10, "a", 300, 400));

        assertThat(Streams.told(Streams.feed(engine(), events)))
                .containsExactly("fired service=a 160", "resolved service=a 300");
    }

    @Test
    void whenAllAreSilentItIsOneAlert() {
        RuleEngine engine = engine();
        List<Firing> firings = new ArrayList<>(
                Streams.feed(engine, merge(every(10, "a", 0, 100), every(10, "b", 5, 100), every(30, "c", 0, 90))));
        for (int second = 100; second < 400; second++) {
            firings.addAll(engine.tick(Streams.START.plusSeconds(second)));
        }

        assertThat(Streams.told(firings)).containsExactly("fired source=all 160");
        assertThat(engine.status().getFirst().firing()).isEqualTo(1);
    }

    @Test
    void aSourceThatComesBackAccusesOnlyWhoStaysAway() {
        List<LogEvent> events = merge(
                every(10, "a", 0, 100),
                every(10, "b", 5, 100),
                every(10, "c", 0, 100),
                every(10, "a", 500, 800),
                every(10, "b", 540, 800));

        assertThat(Streams.told(Streams.feed(engine(), events)))
                .containsExactly("fired source=all 160", "resolved source=all 500", "fired service=c 560");
    }

    @Test
    void theOnlyKeyFiresForItself() {
        RuleEngine engine = engine();
        List<Firing> firings = new ArrayList<>(Streams.feed(engine, every(10, "a", 0, 100)));
        firings.addAll(engine.tick(Streams.START.plusSeconds(165)));
        assertThat(firings).isEmpty();
        firings.addAll(engine.tick(Streams.START.plusSeconds(166)));

        assertThat(Streams.told(firings)).containsExactly("fired service=a 160");
    }

    @Test
    void declaredKeysAreMissedFromTheBeginning() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "5s", "match: service:*", "by: [service]", "when: absent()", "within: 60s", "keys: [a, ghost]"));

        assertThat(Streams.told(Streams.feed(engine, every(10, "a", 0, 100))))
                .containsExactly("fired service=ghost 60");
    }

    @Test
    void aStreamWithoutAnyDeclaredKeyIsASilentSource() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "5s", "match: service:*", "by: [service]", "when: absent()", "within: 60s", "keys: [x, y]"));
        List<LogEvent> others = List.of(Streams.event(1, 0), Streams.event(2, 50_000), Streams.event(3, 100_000));

        assertThat(Streams.told(Streams.feed(engine, others))).containsExactly("fired source=all 60");
    }

    @Test
    void aKeyIsForgottenAfterAWhile() {
        String[] lines = {"match: service:*", "by: [service]", "when: absent()", "within: 60s", "forget: 10m"};
        RuleEngine engine = new RuleEngine(Streams.rule("5s", lines));

        List<Firing> firings = Streams.feed(engine, merge(every(10, "a", 0, 100), every(10, "b", 5, 1000)));

        assertThat(Streams.told(firings)).containsExactly("fired service=a 160", "resolved service=a 700");
        assertThat(engine.status().getFirst().keys()).isEqualTo(1);
    }

    @Test
    void whatLogsRarelyIsNotMissedWhereARuleWaitsToLearn() {
        String[] lines = {"match: service:*", "by: [service]", "when: absent()", "within: 60s", "learn_after: 5m"};
        List<LogEvent> events = merge(every(10, "a", 0, 2000), every(200, "cron", 0, 1000), every(10, "b", 0, 400));

        assertThat(Streams.told(Streams.feed(new RuleEngine(Streams.rule("5s", lines)), events)))
                .containsExactly("fired service=b 460");
    }

    @Test
    void fastReplayOfThePastFindsTheSame() {
        List<LogEvent> events = merge(every(10, "a", 0, 100), every(1, "b", 0, 4000), every(10, "a", 2000, 4000));
        RuleEngine engine = engine();
        List<Firing> firings = new ArrayList<>();
        var wall = Streams.START.plus(Duration.ofDays(900));
        for (LogEvent event : events) firings.addAll(engine.observe(event, Streams.SOURCE, wall));

        assertThat(Streams.told(firings)).containsExactly("fired service=a 160", "resolved service=a 2000");
    }

    private static RuleEngine engine() {
        return new RuleEngine(Streams.rule("5s", MINUTE));
    }

    /** Lines of a service, in seconds, the end included. */
    private static List<LogEvent> every(int step, String service, int from, int to) {
        List<LogEvent> events = new ArrayList<>();
        for (int at = from; at <= to; at += step) {
            events.add(Streams.event(service.hashCode() * 1_000_000L + at, at * 1000L, "service", service));
        }
        return events;
    }

    @SafeVarargs
    private static List<LogEvent> merge(List<LogEvent>... streams) {
        List<LogEvent> all = new ArrayList<>();
        for (List<LogEvent> stream : streams) all.addAll(stream);
        all.sort(Comparator.comparing(LogEvent::time));
        return all;
    }
}
