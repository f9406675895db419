package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EagerRulesTest {
    private static final RuleSet THREE_IN_TEN_SECONDS = Streams.rule(
            "5s", "match: action:login_failed", "by: [ip]", "when: count() > 2", "within: 10s", "severity: high");

    @Test
    void theEventThatMakesItTrueFires() {
        RuleEngine engine = new RuleEngine(THREE_IN_TEN_SECONDS);

        assertThat(Streams.feed(engine, failures("a", 0, 4))).isEmpty();
        assertThat(Streams.told(Streams.feed(engine, failures("a", 9)))).containsExactly("fired ip=a 9");
    }

    @Test
    void theWindowIsOpenAtItsBeginning() {
        assertThat(Streams.feed(new RuleEngine(THREE_IN_TEN_SECONDS), failures("a", 0, 4, 10)))
                .isEmpty();
    }

    @Test
    void keysAreCountedForThemselves() {
        List<LogEvent> events = new ArrayList<>(failures("a", 0, 1));
        events.addAll(failures("b", 2, 3));

        assertThat(Streams.feed(new RuleEngine(THREE_IN_TEN_SECONDS), events)).isEmpty();
    }

    @Test
    void oneAlertLastsUntilTheWindowAfterItsLastTrueInstantIsOver() {
        List<Firing> firings =
                Streams.feed(new RuleEngine(THREE_IN_TEN_SECONDS), failures("a", 0, 1, 2, 3, 9, 17, 18, 19, 60));

        assertThat(Streams.told(firings)).containsExactly("fired ip=a 2", "resolved ip=a 29");
    }

    @Test
    void anEventOutOfOrderMovesTheBeginningBack() {
        List<Firing> firings = Streams.feed(new RuleEngine(THREE_IN_TEN_SECONDS), failures("a", 0, 6, 9, 1));

        assertThat(Streams.told(firings)).containsExactly("fired ip=a 9", "updated ip=a 6");
    }

    @Test
    void anEventOutOfOrderMayCompleteAWindowOfThePast() {
        List<Firing> firings = Streams.feed(new RuleEngine(THREE_IN_TEN_SECONDS), failures("a", 0, 12, 4, 9));

        assertThat(Streams.told(firings)).containsExactly("fired ip=a 9");
    }

    @Test
    void theAlertSaysWhatPeopleNeed() {
        RuleSet rules = Streams.rules("""
                groups:
                - name: security
                  labels: {team: security}
                  rules:
                  - alert: BruteForce
                    match: action:login_failed
                    by: [extra.ip]
                    when: count() > 2
                    within: 10s
                    severity: P0
                    labels: {tier: one}
                    annotations:
                      summary: "{{$labels.extra_ip}} failed {{ $value }} times {{ $nothing }}."
                      runbook: security-incident
                """);
        List<LogEvent> events = LongStream.of(7, 8, 9)
                .mapToObj(id -> Streams.event(id, id, "action", "login_failed", "extra.ip", "10.0.0.7"))
                .toList();

        Alert alert = Streams.feed(new RuleEngine(rules), events).getFirst().alert();

        assertThat(alert.labels().map())
                .isEqualTo(Map.of(
                        "alertname", "BruteForce",
                        "severity", "p0",
                        "team", "security",
                        "tier", "one",
                        "extra_ip", "10.0.0.7"));
        assertThat(alert.annotations())
                .isEqualTo(Map.of("summary", "10.0.0.7 failed 3 times .", "runbook", "security-incident"));
        assertThat(alert.value()).isEqualTo("3");
        assertThat(alert.evidence()).containsExactly(EventId.text(7), EventId.text(8), EventId.text(9));
        assertThat(alert.startsAt()).isEqualTo(events.getLast().time());
        assertThat(alert.updatedAt()).isEqualTo(events.getLast().time());
        assertThat(alert.endsAt()).isNull();
        assertThat(alert.generatorUrl()).isEmpty();
    }

    @Test
    void evidenceIsTheNewestTwenty() {
        RuleSet rules = Streams.rule("5s", "match: '*'", "when: count() > 29", "within: 1m");
        List<LogEvent> events =
                LongStream.range(0, 30).mapToObj(id -> Streams.event(id, id)).toList();

        Alert alert = Streams.feed(new RuleEngine(rules), events).getFirst().alert();

        assertThat(alert.evidence()).hasSize(20).startsWith(EventId.text(10)).endsWith(EventId.text(29));
    }

    @Test
    void anyFiresOnceForMatchesThatFollowEachOther() {
        RuleSet rules = Streams.rule("0s", "match: action:deploy", "by: [service]", "resolve_after: 1m");
        List<LogEvent> events = LongStream.of(0, 30, 80, 300)
                .mapToObj(at -> Streams.event(at, at * 1000, "action", "deploy", "service", "shop"))
                .toList();

        assertThat(Streams.told(Streams.feed(new RuleEngine(rules), events)))
                .containsExactly("fired service=shop 0", "resolved service=shop 140", "fired service=shop 300");
    }

    @Test
    void aTickEndsAnAlertOfASourceThatWentQuiet() {
        RuleEngine engine = new RuleEngine(THREE_IN_TEN_SECONDS);
        Streams.feed(engine, failures("a", 0, 1, 2));

        assertThat(engine.tick(Streams.START.plusSeconds(11))).isEmpty();
        assertThat(Streams.told(engine.tick(Streams.START.plus(Duration.ofSeconds(18)))))
                .containsExactly("resolved ip=a 12");
    }

    @Test
    void aFloodIsKeptInAFewEvents() {
        RuleEngine engine = new RuleEngine(THREE_IN_TEN_SECONDS);
        List<LogEvent> flood = LongStream.range(0, 200_000)
                .mapToObj(id -> Streams.event(id, id / 10, "action", "login_failed", "ip", "a"))
                .toList();

        List<Firing> firings = new ArrayList<>(Streams.feed(engine, flood));
        firings.addAll(engine.tick(Streams.START.plusSeconds(100)));

        assertThat(Streams.told(firings)).containsExactly("fired ip=a 0", "resolved ip=a 29.999");
    }

    private static List<LogEvent> failures(String ip, long... seconds) {
        return LongStream.of(seconds)
                .mapToObj(at -> Streams.event(at, at * 1000, "action", "login_failed", "ip", ip))
                .toList();
    }
}
