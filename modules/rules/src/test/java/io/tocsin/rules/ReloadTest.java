package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that change while the stream goes on, and processes that start again. */
class ReloadTest {
    private static final RuleSet MORE_THAN_TWO = count("when: count() > 2");

    @Test
    void aNewThresholdKeepsTheWindow() {
        RuleEngine engine = new RuleEngine(MORE_THAN_TWO);
        error(engine, 0);
        error(engine, 1);

        RuleEngine reloaded = engine.withRules(count("when: count() > 3"));

        assertThat(error(reloaded, 2)).isEmpty();
        assertThat(Streams.told(error(reloaded, 3))).containsExactly("fired ip=a 3");
        assertThat(reloaded.status().getFirst().matched()).isEqualTo(4);
    }

    @Test
    void whatFiresGoesOnFiring() {
        RuleEngine engine = firing();

        RuleEngine reloaded = engine.withRules(count("when: count() > 5"));

        assertThat(reloaded.tick(Streams.START.plusSeconds(3))).isEmpty();
        assertThat(reloaded.status().getFirst().firing()).isEqualTo(1);
        assertThat(Streams.told(reloaded.tick(Streams.START.plusSeconds(30)))).containsExactly("resolved ip=a 12");
    }

    @Test
    void anotherWindowBeginsAnew() {
        RuleEngine reloaded = firing().withRules(Streams.rule("5s", lines("when: count() > 2", "within: 20s")));

        assertThat(Streams.told(reloaded.tick(Streams.START.plusSeconds(3)))).containsExactly("resolved ip=a 2");
        assertThat(reloaded.status().getFirst().keys()).isZero();
    }

    @Test
    void theAlertsOfARuleThatIsGoneEnd() {
        RuleEngine reloaded = firing().withRules(RuleSet.EMPTY);

        assertThat(Streams.told(reloaded.tick(Streams.START.plusSeconds(3)))).containsExactly("resolved ip=a 2");
        assertThat(reloaded.status()).isEmpty();
    }

    @Test
    void aNewSeverityIsAnotherAlert() {
        RuleEngine reloaded = firing().withRules(count("when: count() > 2\n    severity: critical"));

        List<Firing> firings = reloaded.tick(Streams.START.plusSeconds(3));

        assertThat(Streams.told(firings)).containsExactly("resolved ip=a 2", "fired ip=a 2");
        assertThat(firings.getLast().alert().labels().orEmpty("severity")).isEqualTo("critical");
        assertThat(reloaded.status().getFirst().firing()).isEqualTo(1);
    }

    @Test
    void newTextsAreAnUpdate() {
        RuleEngine reloaded = firing().withRules(count("when: count() > 2\n    annotations: {summary: new}"));

        List<Firing> firings = reloaded.tick(Streams.START.plusSeconds(3));

        assertThat(Streams.told(firings)).containsExactly("updated ip=a 2");
        assertThat(firings.getFirst().alert().annotations()).containsEntry("summary", "new");
    }

    @Test
    void anAlertGoesOnAfterARestart() {
        RuleEngine before = firing();
        List<Alert> journalled = before.firing();
        RuleEngine after = new RuleEngine(MORE_THAN_TWO);

        after.resume(journalled);
        List<Firing> replayed = new ArrayList<>(error(after, 0));
        replayed.addAll(error(after, 1));
        replayed.addAll(error(after, 2));

        assertThat(replayed).isEmpty();
        assertThat(after.firing()).isEqualTo(journalled);
        assertThat(Streams.told(after.tick(Streams.START.plusSeconds(60)))).containsExactly("resolved ip=a 20");
    }

    @Test
    void anAlertThatLastedLongKeepsItsBeginningAfterARestart() {
        RuleEngine before = new RuleEngine(MORE_THAN_TWO);
        for (int second = 0; second <= 600; second += 2) error(before, second);
        List<Alert> journalled = before.firing();
        RuleEngine after = new RuleEngine(MORE_THAN_TWO);

        after.resume(journalled);
        List<Firing> firings = new ArrayList<>();
        for (int second = 586; second <= 700; second += 2) firings.addAll(error(after, second));

        assertThat(firings).isEmpty();
        assertThat(after.firing()).isEqualTo(journalled);
    }

    @Test
    void aRatioHoldsUntilItsWindowIsFilledAgain() {
        RuleSet rules = Streams.rule(
                "2s", "match: '*'", "by: [ip]", "when: ratio(level:ERROR) > 50%", "within: 10s", "min_volume: 4");
        RuleEngine before = new RuleEngine(rules);
        for (int second = 0; second < 60; second++) error(before, second);
        List<Alert> journalled = before.firing();
        RuleEngine after = new RuleEngine(rules);

        after.resume(journalled);
        List<Firing> replayed = new ArrayList<>();
        for (int second = 48; second < 80; second++) replayed.addAll(error(after, second));

        assertThat(journalled).hasSize(1);
        assertThat(replayed).isEmpty();
        assertThat(after.firing()).isEqualTo(journalled);
        assertThat(after.tick(Streams.START.plusSeconds(109))).hasSize(1);
    }

    @Test
    void aSilenceEndsWithTheNextEventAfterARestart() {
        RuleSet rules = Streams.rule("0s", "match: '*'", "by: [ip]", "when: absent()", "within: 10s");
        RuleEngine before = new RuleEngine(rules);
        error(before, 0);
        before.tick(Streams.START.plusSeconds(60));
        List<Alert> journalled = before.firing();
        RuleEngine after = new RuleEngine(rules);

        after.resume(journalled);

        assertThat(Streams.told(error(after, 100))).containsExactly("resolved ip=a 100");
    }

    @Test
    void aSilentSourceEndsWithTheNextEventAfterARestart() {
        RuleSet rules = Streams.rule("0s", "match: '*'", "by: [ip]", "when: absent()", "within: 10s");
        RuleEngine before = new RuleEngine(rules);
        error(before, 0);
        before.observe(Streams.event(1, 0, "ip", "b"), Streams.SOURCE, Streams.START);
        before.tick(Streams.START.plusSeconds(60));
        List<Alert> journalled = before.firing();
        RuleEngine after = new RuleEngine(rules);

        after.resume(journalled);

        assertThat(Streams.told(error(after, 100))).containsExactly("resolved source=all 100");
    }

    @Test
    void alertsOfOtherOriginAreIgnored() {
        RuleEngine engine = new RuleEngine(RuleSet.EMPTY);

        engine.resume(firing().firing());

        assertThat(engine.firing()).isEmpty();
    }

    private static RuleEngine firing() {
        RuleEngine engine = new RuleEngine(MORE_THAN_TWO);
        error(engine, 0);
        error(engine, 1);
        assertThat(error(engine, 2)).hasSize(1);
        return engine;
    }

    private static RuleSet count(String when) {
        return Streams.rule("5s", lines(when, "within: 10s"));
    }

    private static String[] lines(String... condition) {
        List<String> lines = new ArrayList<>(List.of("match: level:ERROR", "by: [ip]"));
        lines.addAll(List.of(condition));
        return lines.toArray(String[]::new);
    }

    private static List<Firing> error(RuleEngine engine, int second) {
        return engine.observe(
                Streams.event(second, second * 1000L, "level", "ERROR", "ip", "a"), Streams.SOURCE, Streams.START);
    }
}
