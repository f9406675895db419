package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What alerts of eager conditions say, and what happens at their limits. */
class EagerConditionsTest {
    private int ids;

    @Test
    void aSumSaysHowMuch() {
        RuleEngine engine = engine("when: sum(bytes) > 1kB", "within: 1h");
        at(engine, 0, "bytes", "600.5");
        at(engine, 1, "bytes", "many");
        at(engine, 2, "bytes", "-7000");
        at(engine, 3);

        Alert alert = only(at(engine, 4, "bytes", "500"));

        assertThat(alert.value()).isEqualTo("1100.5");
        assertThat(alert.evidence()).containsExactly(EventId.text(0), EventId.text(4));
        assertThat(engine.status().getFirst().unmeasured()).isEqualTo(3);
    }

    @Test
    void tenTenthsAreOne() {
        RuleEngine engine = engine("when: sum(share) >= 1", "within: 1h");
        for (int i = 0; i < 9; i++) assertThat(at(engine, i, "share", "0.1")).isEmpty();

        assertThat(only(at(engine, 9, "share", "0.1")).value()).isEqualTo("1");
    }

    @Test
    void aFloodOfNumbersIsSummedByCells() {
        RuleEngine engine = engine("when: sum(n) >= 100000", "within: 10s", "resolve_after: 1s");
        List<Firing> firings = new ArrayList<>();
        for (int i = 0; i < 120_000; i++) {
            firings.addAll(engine.observe(Streams.event(i, i / 10, "n", "1"), Streams.SOURCE, Streams.START));
        }

        assertThat(Streams.told(firings)).containsExactly("fired  9.999");
    }

    @Test
    void distinctValuesAreCounted() {
        RuleEngine engine = engine("when: distinct(user) > 2", "within: 10s");
        at(engine, 0, "user", "a");
        at(engine, 1, "user", "b");
        at(engine, 2, "user", "a");
        at(engine, 3);

        assertThat(only(at(engine, 4, "user", "c")).value()).isEqualTo("3");
        assertThat(engine.status().getFirst().unmeasured()).isEqualTo(1);
    }

    @Test
    void manyValuesTakeNoMoreRoomThanTheLimitNeeds() {
        RuleEngine engine = engine("when: distinct(user) > 5", "within: 1h");
        for (int i = 0; i < 50_000; i++) at(engine, i, "user", "u" + i);

        KeyWindow window = engine.states().getFirst().windows().all().iterator().next();
        assertThat(Restart.saved(window::save).length).isLessThan(5_000);
    }

    @Test
    void aNewValueIsNamed() {
        RuleEngine engine = engine("when: new(location, device)", "by: [user]", "history: 1d", "learn_after: 1m");
        assertThat(at(engine, 0, "user", "anna", "location", "Berlin", "device", "phone"))
                .isEmpty();
        at(engine, 100, "user", "anna", "location", "Berlin", "device", "phone");

        Alert alert = only(at(engine, 200, "user", "anna", "location", "Kyiv", "device", "phone"));

        assertThat(alert.value()).isEqualTo("location: Kyiv, device: phone");
        assertThat(alert.evidence()).containsExactly(EventId.text(2));
        assertThat(at(engine, 201, "user", "bob", "location", "Oslo", "device", "phone"))
                .isEmpty();
    }

    @Test
    void whatTurnsOutToBeOldIsTakenBack() {
        RuleEngine engine = engine("when: new(location)", "history: 1d", "resolve_after: 1h");
        at(engine, 8, "location", "Berlin");
        List<Firing> all = new ArrayList<>(at(engine, 10, "location", "Kyiv"));

        List<Firing> earlier = at(engine, 5, "location", "Berlin");

        assertThat(all).isEmpty();
        assertThat(Streams.told(earlier)).containsExactly("updated  5");
        assertThat(Streams.told(at(engine, 4, "location", "Kyiv"))).containsExactly("updated  4");
        assertThat(engine.firing().getFirst().startsAt()).isEqualTo(Streams.START.plusSeconds(4));
    }

    @Test
    void anAlertThatRestedOnOneEventEndsWhereItBegan() {
        RuleEngine engine = engine("when: new(location)", "history: 1d", "learn_after: 5s", "resolve_after: 1h");
        at(engine, 0, "location", "Berlin");
        assertThat(Streams.told(at(engine, 10, "location", "Kyiv"))).containsExactly("fired  10");

        assertThat(Streams.told(at(engine, 4, "location", "Kyiv"))).containsExactly("resolved  10");
        assertThat(engine.firing()).isEmpty();
    }

    @Test
    void anAlertThatRestedOnSeveralEventsBeginsLater() {
        RuleEngine engine = engine("when: new(location)", "history: 1d", "learn_after: 5s", "resolve_after: 1h");
        at(engine, 0, "location", "Berlin");
        at(engine, 10, "location", "Kyiv");
        at(engine, 11, "location", "Oslo");

        List<Firing> firings = at(engine, 4, "location", "Kyiv");

        assertThat(Streams.told(firings)).containsExactly("updated  11");
        assertThat(firings.getFirst().alert().value()).isEqualTo("location: Oslo");
    }

    @Test
    void aKeyWithVeryManyValuesKeepsTheNewest() {
        RuleEngine engine = engine("when: new(location)", "history: 1d", "resolve_after: 1h");
        for (int i = 0; i < 3 * NewWindow.VALUES_MAX; i++) at(engine, i, "location", "place " + i);

        KeyWindow window = engine.states().getFirst().windows().all().iterator().next();
        assertThat(Restart.saved(window::save).length).isLessThan(30 * NewWindow.VALUES_MAX);
        assertThat(engine.firing()).hasSize(1);
    }

    @Test
    void aSequenceShowsItsSteps() {
        RuleEngine engine = engine(
                "when: sequence",
                "by: [user]",
                "within: 1m",
                "steps: [{match: 'action:fail'}, {match: 'action:login'}, {match: 'action:export'}]");
        at(engine, 0, "user", "anna", "action", "fail");
        at(engine, 1, "user", "anna", "action", "fail");
        at(engine, 2, "user", "anna", "action", "login");
        at(engine, 3, "user", "bob", "action", "export");

        Alert alert = only(at(engine, 46, "user", "anna", "action", "export"));

        assertThat(alert.evidence()).containsExactly(EventId.text(1), EventId.text(2), EventId.text(4));
        assertThat(alert.value()).isEqualTo("45s");
    }

    @Test
    void whatMustNotComeIsWaitedFor() {
        RuleEngine engine =
                engine("when: sequence", "within: 1m", "steps: [{match: 'action:start'}, {absent: 'action:done'}]");
        at(engine, 0, "action", "start");
        at(engine, 10, "action", "done");
        at(engine, 20, "action", "start");

        assertThat(Streams.told(at(engine, 109, "action", "start"))).isEmpty();
        assertThat(Streams.told(at(engine, 110, "action", "other"))).containsExactly("fired  80");
    }

    @Test
    void tooManyOpenEventsAreDroppedAndCounted() {
        RuleEngine engine =
                engine("when: sequence", "within: 1m", "steps: [{match: 'action:start'}, {match: 'action:done'}]");
        for (int i = 0; i < SequenceWindow.OPEN_MAX + 10; i++) {
            engine.observe(Streams.event(i, i / 10, "action", "start"), Streams.SOURCE, Streams.START);
        }

        assertThat(engine.status().getFirst().dropped()).isPositive();
        assertThat(engine.observe(Streams.event(-5, 2_000, "action", "done"), Streams.SOURCE, Streams.START))
                .hasSize(1);
    }

    @Test
    void stepsInAnyOrderNeedAnEventEach() {
        RuleEngine engine =
                engine("when: together", "within: 1m", "steps: [{match: 'action:a OR action:b'}, {match: 'action:b'}]");
        at(engine, 0, "action", "b");

        Alert alert = only(at(engine, 5, "action", "a"));

        assertThat(alert.evidence()).containsExactly(EventId.text(0), EventId.text(1));
        assertThat(alert.value()).isEqualTo("5s");
    }

    @Test
    void anEventIsComparedWithThePastOfItsKey() {
        Profile spend = new Profile(
                "spend",
                Query.parse("action:pay"),
                List.of(KeyField.of("user")),
                Duration.ofDays(30),
                Map.of(
                        "mean", new Profile.Value.Number(new Measure.Average("amount")),
                        "places", new Profile.Value.Top(KeyField.of("location"), 2)));
        Rule rule = Streams.rule("30s", "match: action:pay", "by: [user]", "when: any")
                .rules()
                .getFirst();
        Expression expression = ExpressionParser.parse(
                "amount > 3 * spend.mean and location not in spend.places", Map.of(), Map.of("spend", spend), Map.of());
        RuleEngine engine = new RuleEngine(
                new RuleSet(List.of(EagerOrderTest.with(rule, new EventCondition(expression, 5))), List.of(spend)));
        for (int day = 0; day < 10; day++) pay(engine, day * 86_400, "100", "Berlin");

        pay(engine, 864_000, "301", "Berlin");
        pay(engine, 864_001, "250", "Kyiv");
        pay(engine, 864_002, "900", "Oslo");
        List<Firing> firings = at(engine, 864_040, "action", "other");

        assertThat(Streams.told(firings)).containsExactly("fired user=anna 864002");
        assertThat(firings.getFirst().alert().value()).isEqualTo("amount: 900, spend.mean: 129.25, location: Oslo");
        assertThat(engine.profiles()).containsExactly(new ProfileStatus("spend", 1, 0, 0));
    }

    @Test
    void aRuleFileHasProfilesAndShortNames() {
        RuleSet rules = RuleText.rule(
                        "match: action:pay",
                        "by: [user]",
                        "when: amount > 3 * spend.mean and place not in spend.places",
                        "let: {amount: extra.amount, place: extra.location}",
                        "min_history: 3")
                .group(
                        "profiles:",
                        "- name: spend",
                        "  match: action:pay",
                        "  by: [user]",
                        "  values: {mean: avg(extra.amount), places: 'top(extra.location, 3)'}")
                .read();
        RuleEngine engine = new RuleEngine(rules);
        String[] usual = {"action", "pay", "user", "anna", "extra.amount", "10", "extra.location", "Berlin"};
        for (int i = 0; i < 5; i++) at(engine, i, usual);
        at(engine, 10, "action", "pay", "user", "anna", "extra.amount", "31", "extra.location", "Kyiv");

        assertThat(Streams.told(at(engine, 60, "action", "other"))).containsExactly("fired user=anna 10");
    }

    private void pay(RuleEngine engine, int second, String amount, String location) {
        assertThat(at(engine, second, "action", "pay", "user", "anna", "amount", amount, "location", location))
                .isEmpty();
    }

    private static RuleEngine engine(String... lines) {
        List<String> all = new ArrayList<>(List.of("match: '*'"));
        all.addAll(List.of(lines));
        return new RuleEngine(Streams.rule("30s", all.toArray(String[]::new)));
    }

    private List<Firing> at(RuleEngine engine, int second, String... fields) {
        return engine.observe(Streams.event(ids++, second * 1000L, fields), Streams.SOURCE, Streams.START);
    }

    private static Alert only(List<Firing> firings) {
        assertThat(firings).hasSize(1);
        return firings.getFirst().alert();
    }

    @Test
    void aRuleThatSplitsByWhatIsNewLearnsAsAWhole() {
        RuleEngine engine = new RuleEngine(Streams.rule(
                "0s",
                "match: message:*",
                "by: ['template(message)']",
                "when: new(template(message))",
                "learn_after: 10m",
                "resolve_after: 1m"));
        long minute = 60_000;
        List<LogEvent> events = List.of(
                Streams.event(1, 0, "message", "timeout after 5 ms"),
                Streams.event(2, 9 * minute, "message", "disk 7 is full"),
                Streams.event(3, 11 * minute, "message", "timeout after 9 ms"),
                Streams.event(4, 12 * minute, "message", "row 8 is corrupt"),
                Streams.event(5, 12 * minute + 1, "message", "queue 3 is gone"),
                Streams.event(6, 13 * minute, "message", "row 9 is corrupt"));

        assertThat(Streams.told(Streams.feed(engine, events)).stream().filter(each -> each.startsWith("fired")))
                .containsExactly(
                        "fired template_message=row <*> is corrupt 720",
                        "fired template_message=queue <*> is gone 720.001");
    }

    @Test
    void anAlertNamesTheRequestsOfItsEvidence() {
        RuleEngine engine = new RuleEngine(Streams.rule("0s", "match: a:1", "when: count() > 1", "within: 1m"));
        List<LogEvent> events = List.of(request(1, "req-1"), request(2, "req-1"));

        Alert alert = Streams.feed(engine, events).getFirst().alert();

        assertThat(alert.annotations()).containsEntry("requests", "req-1");
        assertThat(alert.evidence()).containsExactly(EventId.text(1), EventId.text(2));
    }

    private static LogEvent request(long id, String request) {
        LogEvent plain = Streams.event(id, id, "a", "1");
        return new LogEvent(id, plain.time(), plain.time(), plain.json(), plain.fields(), List.of(request));
    }
}
