package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing costs more because there is much of something else: counted, not timed. */
class EffortTest {
    private static final int MANY = 2_000;

    private static final String RULES = """
            inhibit_rules:
            """;

    private final Router router = new Router(Lab.config(config()));

    private static String config() {
        StringBuilder rules = new StringBuilder(RULES);
        for (int i = 0; i < 200; i++)
            rules.append("- {source_matchers: [alertname=s%d], target_matchers: [alertname=t%d], equal: [i]}%n"
                    .formatted(i, i));
        return "route: {receiver: t, group_by: [i], group_wait: 0s}\nreceivers: [{name: t}]\n" + rules;
    }

    @BeforeEach
    void muchOfEverything() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) alerts.add(alert(i));
        router.accept(alerts, Lab.T0);
        for (int i = 0; i < MANY; i++) silence(i, i % 2 == 0 ? "i=" + i : "i=~\"" + i + ":.*\"");
    }

    private static Alert alert(int i) {
        return Lab.alert(0, null, "alertname", "t" + i % 200, "i", "" + i, "job", "j");
    }

    private void silence(int number, String matcher) {
        List<Matcher> matchers = List.of(MatcherSyntax.one("job=j"), MatcherSyntax.one(matcher));
        Silence wanted = new Silence("", matchers, Lab.T0, Lab.at(3_600), Lab.T0, "me", "", Map.of());
        assertThat(router.silence(wanted, "s" + number, Lab.T0)).isInstanceOf(SilenceAnswer.Accepted.class);
    }

    private long tests(Runnable step) {
        long before = router.effort().tests();
        step.run();
        return router.effort().tests() - before;
    }

    private long looks(Runnable step) {
        long before = router.effort().looks();
        step.run();
        return router.effort().looks() - before;
    }

    @Test
    void aNewAlertAsksOnlyTheSilencesAndRulesOfItsLabels() {
        assertThat(tests(() ->
                        router.accept(List.of(Lab.alert(0, null, "alertname", "t7", "i", "7:x", "job", "j")), Lab.T0)))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void anAlertThatIsHeardAgainAsksNone() {
        assertThat(tests(() -> router.accept(List.of(alert(7)), Lab.T0))).isZero();
    }

    @Test
    void aSilenceAsksOnlyTheAlertsOfItsLabels() {
        assertThat(tests(() -> silence(9_999, "i=~\"10|11|12\""))).isEqualTo(3);
        assertThat(tests(() -> silence(9_998, "i=77"))).isEqualTo(1);
    }

    @Test
    void readingAsksNoSilenceAndNoRuleAgain() {
        assertThat(tests(() -> router.alerts(AlertFilter.ALL, Lab.T0))).isZero();
        assertThat(tests(() -> router.tick(Lab.T0))).isZero();
        assertThat(tests(() -> router.expireSilence("s7", Lab.T0))).isZero();
    }

    @Test
    void aFilteredReadLooksAtWhatItGives() {
        AlertFilter one = AlertFilter.of(List.of(MatcherSyntax.one("job=j"), MatcherSyntax.one("i=77")));
        assertThat(looks(() -> router.alerts(one, Lab.T0))).isEqualTo(1);
        assertThat(looks(() -> router.groups(one, Lab.T0))).isLessThanOrEqualTo(2);
        assertThat(looks(() -> router.preview(one.matchers(), Lab.T0))).isEqualTo(1);
    }

    @Test
    void aPageLooksAtWhatItGives() {
        AlertFilter page = new AlertFilter(List.of(), true, true, true, true, null, List.of(), "7fffffffffffffff", 10);
        assertThat(looks(() -> router.alerts(page, Lab.T0))).isEqualTo(10);
        assertThat(looks(() -> router.groups(page, Lab.T0))).isEqualTo(10);
    }
}
