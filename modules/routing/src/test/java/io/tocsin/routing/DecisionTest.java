package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decision says what each stage did, to which alerts and because of what. */
class DecisionTest {
    private static final long DOWN = Labels.of("alertname", "Down").fingerprint();

    private static final String TWO = """
        route: {receiver: t, group_by: [cluster], group_wait: 1s, group_interval: 10s, repeat_interval: 25s}
        receivers:
        - name: t
          webhook_configs: [{url: 'http://t'}, {url: 'http://u', send_resolved: false}]
        inhibit_rules:
        - {source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [cluster]}
        """;

    private static Lab lab() {
        return new Lab(TWO);
    }

    private static List<Effect.Decision> decisions(Lab lab) {
        return lab.effects.stream()
                .filter(Effect.Decision.class::isInstance)
                .map(Effect.Decision.class::cast)
                .toList();
    }

    private static Effect.Decision last(Lab lab) {
        return decisions(lab).getLast();
    }

    private static Stage.Weighed weighed(Effect.Decision decision, String integration) {
        return decision.stages().stream()
                .filter(Stage.Weighed.class::isInstance)
                .map(Stage.Weighed.class::cast)
                .filter(each -> each.integration().equals(integration))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inhibitionNamesTheAlertThatExplainsAndTheOneThatIsExplained() {
        Lab lab = lab();
        lab.fires("alertname", "Down", "severity", "critical", "cluster", "a");
        lab.fires("alertname", "Slow", "severity", "warning", "cluster", "a").to(1);

        long target = Labels.of("alertname", "Slow", "severity", "warning", "cluster", "a")
                .fingerprint();
        long source = Labels.of("alertname", "Down", "severity", "critical", "cluster", "a")
                .fingerprint();
        assertThat(last(lab).verdict()).isEqualTo(Effect.Verdict.NOTIFIED);
        assertThat(last(lab).stages().getFirst())
                .isEqualTo(new Stage.Inhibition(
                        List.of(new Stage.Held(target, List.of(HexFormat.of().toHexDigits(source))))));
        assertThat(last(lab).alerts()).extracting(Effect.Seen::fingerprint).containsExactlyInAnyOrder(source, target);
    }

    @Test
    void anIntervalNamesItselfAndWhatItHeldBack() {
        Lab lab = new Lab("""
            route: {receiver: t, routes: [{matchers: [a!=x], group_wait: 1s, mute_time_intervals: [noon]}]}
            receivers: [{name: t, webhook_configs: [{url: 'http://t'}]}]
            time_intervals: [{name: noon, time_intervals: [{times: [{start_time: '12:00', end_time: '13:00'}]}]}]
            """);
        lab.fires("alertname", "Down").to(1);

        assertThat(last(lab).verdict()).isEqualTo(Effect.Verdict.MUTED_BY_INTERVAL);
        assertThat(last(lab).stages()).containsExactly(new Stage.Interval(false, List.of("noon"), List.of(DOWN)));
    }

    @Test
    void aSilenceIsNamedById() {
        Lab lab = lab();
        lab.silence("", 0, 600, "alertname=Down");
        lab.fires("alertname", "Down").to(1);

        assertThat(last(lab).verdict()).isEqualTo(Effect.Verdict.SILENCED);
        assertThat(last(lab).stages())
                .containsExactly(new Stage.Silencing(List.of(new Stage.Held(DOWN, List.of("s1")))));
    }

    @Test
    void aLookOutOfTurnSaysSo() {
        Lab lab = lab();
        lab.silence("", 0, 7, "alertname=Down");
        lab.fires("alertname", "Down").to(8);

        assertThat(decisions(lab)).extracting(Effect.Decision::inTurn).containsExactly(true, false);
    }

    @Test
    void eachIntegrationIsWeighedAndSaysWhenItIsToldAgain() {
        Lab lab = lab().fires("alertname", "Down").to(1);

        assertThat(weighed(last(lab), "picture").ruling()).isEqualTo(Stage.Ruling.TOLD);
        assertThat(weighed(last(lab), "webhook[0]"))
                .isEqualTo(new Stage.Weighed("webhook[0]", Stage.Ruling.TOLD, Effect.Reason.FIRST, Lab.at(31)));

        lab.to(11);

        assertThat(last(lab).verdict()).isEqualTo(Effect.Verdict.NO_CHANGE);
        assertThat(weighed(last(lab), "webhook[0]"))
                .isEqualTo(new Stage.Weighed("webhook[0]", Stage.Ruling.NOTHING_NEW, null, Lab.at(31)));

        lab.to(31);

        assertThat(weighed(last(lab), "webhook[0]").reason()).isEqualTo(Effect.Reason.REPEAT);
    }

    @Test
    void anEndThatAnIntegrationDoesNotWantIsSaid() {
        Lab lab =
                lab().fires("alertname", "Down").to(2).ends("alertname", "Down").to(12);

        assertThat(weighed(last(lab), "webhook[0]").ruling()).isEqualTo(Stage.Ruling.TOLD);
        assertThat(weighed(last(lab), "webhook[1]"))
                .isEqualTo(
                        new Stage.Weighed("webhook[1]", Stage.Ruling.END_NOT_WANTED, Effect.Reason.ALL_RESOLVED, null));
    }

    @Test
    void anIntegrationWithoutAWayIsUndeliverable() {
        Lab lab = new Lab("""
            route: {receiver: t, group_wait: 1s}
            receivers: [{name: t, sns_configs: [{topic_arn: x, sigv4: {}}]}]
            """);
        lab.fires("alertname", "Down").to(1);

        assertThat(weighed(last(lab), "sns[0]").ruling()).isEqualTo(Stage.Ruling.UNDELIVERABLE);
    }
}
