package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Silences, inhibition and time intervals. */
class HoldingBackTest {
    private static final String QUICK =
            "group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 1h";

    private static final String INHIBITING = """
            route: {receiver: t, group_by: [alertname], group_wait: 1s, group_interval: 10s}
            receivers:
            - name: t
              webhook_configs: [{url: 'http://t'}]
            inhibit_rules:
            - {source_matchers: [severity="critical"], target_matchers: [severity=~"warning|critical"], equal: [cluster]}
            """;

    @Test
    void aSilencedAlertIsNotToldAndTheDecisionSaysBySilence() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 600, "alertname=Down");

        lab.fires("alertname", "Down").to(30);

        assertThat(lab.told).isEmpty();
        assertThat(lab.lastVerdict()).isEqualTo(Effect.Verdict.SILENCED);
        assertThat(lab.router.alerts(AlertFilter.ALL, lab.now).getFirst().silencedBy())
                .containsExactly("s1");
    }

    @Test
    void theEndOfASilenceIsToldAtOnce() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 17, "alertname=Down");

        lab.fires("alertname", "Down").to(30);

        assertThat(lab.lines()).containsExactly("17.0 FIRST Down");
    }

    @Test
    void expiringASilenceTellsAtOnce() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 600, "alertname=Down");
        lab.fires("alertname", "Down").to(14);

        lab.expire("s1");

        assertThat(lab.lines()).containsExactly("14.0 FIRST Down");
    }

    @Test
    void theEndOfASilenceRepeatsNothing() {
        Lab lab = Lab.simple("group_wait: 1s, group_interval: 10s, repeat_interval: 10s")
                .fires("alertname", "Down")
                .to(2);
        lab.silence("", 2, 27, "alertname=Down");

        lab.to(40);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "31.0 REPEAT Down");
    }

    @Test
    void aGroupThatStillWaitsIsNotHurriedByASilenceThatEnds() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 0.5, "alertname=Down");

        lab.fires("alertname", "Down").to(5);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down");
    }

    @Test
    void anEndThatASilenceHeldBackIsToldWhenTheSilenceEnds() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down").to(2);
        lab.silence("", 2, 47, "alertname=Down");

        lab.to(5).ends("alertname", "Down").to(60).fires("alertname", "Down").to(65);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "47.0 ALL_RESOLVED Down!", "61.0 FIRST Down");
    }

    @Test
    void anEndThatNobodyWaitsForDoesNotKeepTheGroup() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 600, "alertname=Down");

        lab.fires("alertname", "Down").to(5).ends("alertname", "Down").to(30);

        assertThat(lab.router.state().groups()).isEmpty();
    }

    @Test
    void aChangeThatKeepsHistoryKeepsTheId() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 600, "a=b", "c=d");
        lab.to(5);

        assertThat(id(lab.silence("s1", 0, 300, "c=d", "a=b"))).isEqualTo("s1");
        assertThat(id(lab.silence("s1", 0, 300, "a=x"))).isEqualTo("s3");
        assertThat(lab.router.silences())
                .extracting(silence -> silence.state(lab.now))
                .containsExactly(Silence.State.EXPIRED, Silence.State.ACTIVE);
        assertThat(id(lab.silence("s1", 5, 300, "a=b"))).isEqualTo("s4");
    }

    private static String id(SilenceAnswer answer) {
        return answer instanceof SilenceAnswer.Accepted accepted ? accepted.id() : answer.toString();
    }

    @Test
    void aSilenceThatBeganInThePastBeginsNow() {
        Lab lab = Lab.simple(QUICK).to(10);

        lab.silence("", 0, 600, "a=b");

        assertThat(lab.router.silences().getFirst().startsAt()).isEqualTo(Lab.at(10));
    }

    @Test
    void silencesThatWouldSilenceEverythingOrNothingAreRefused() {
        Lab lab = Lab.simple(QUICK).to(10);

        for (SilenceAnswer answer : List.of(
                lab.silence("", 10, 600),
                lab.silence("", 10, 600, "a=\"\""),
                lab.silence("", 10, 600, "a=~\".*\""),
                lab.silence("", 10, 5, "a=b"),
                lab.silence("", 1, 5, "a=b"))) {
            assertThat(answer).isInstanceOf(SilenceAnswer.Refused.class);
        }
        assertThat(lab.silence("nobody", 10, 600, "a=b")).isEqualTo(new SilenceAnswer.Unknown("nobody"));
        assertThat(lab.expire("nobody")).isEqualTo(new SilenceAnswer.Unknown("nobody"));
    }

    @Test
    void silencesThatAreOverAreForgottenAfterFiveDays() {
        Lab lab = Lab.simple(QUICK);
        lab.silence("", 0, 10, "a=b");

        lab.to(5 * 86_400 + 9);
        assertThat(lab.router.silences()).hasSize(1);
        lab.to(5 * 86_400 + 10);

        assertThat(lab.journal).isEmpty();
    }

    @Test
    void aFiringSourceHoldsTargetsWithEqualLabelsBack() {
        Lab lab = new Lab(INHIBITING)
                .fires("alertname", "S", "severity", "critical", "cluster", "x")
                .fires("alertname", "T", "severity", "warning", "cluster", "x")
                .fires("alertname", "U", "severity", "warning", "cluster", "y")
                .to(5)
                .ends("alertname", "S", "severity", "critical", "cluster", "x")
                .to(12);

        assertThat(lab.lines())
                .containsExactlyInAnyOrder("1.0 FIRST S", "1.0 FIRST U", "11.0 ALL_RESOLVED S!", "11.0 FIRST T");
    }

    @Test
    void labelsThatBothLackAreEqual() {
        Lab lab = new Lab(INHIBITING)
                .fires("alertname", "S", "severity", "critical")
                .fires("alertname", "T", "severity", "warning")
                .to(5);

        assertThat(lab.lines()).containsExactly("1.0 FIRST S");
    }

    @Test
    void inhibitionLastsWhileAnySourceFires() {
        Lab lab = new Lab(INHIBITING)
                .fires("alertname", "S", "severity", "critical", "i", "1")
                .fires("alertname", "S", "severity", "critical", "i", "2")
                .fires("alertname", "T", "severity", "warning")
                .to(5)
                .ends("alertname", "S", "severity", "critical", "i", "1")
                .to(30);

        assertThat(lab.told).noneMatch(told -> told.alerts().contains("T"));
    }

    @Test
    void twoSidedAlertsDoNotInhibitEachOther() {
        Lab lab = new Lab(INHIBITING)
                .fires("alertname", "S", "severity", "critical")
                .fires("alertname", "R", "severity", "critical")
                .to(5);

        assertThat(lab.lines()).containsExactlyInAnyOrder("1.0 FIRST S", "1.0 FIRST R");
    }

    @Test
    void aSilencedSourceStillInhibits() {
        Lab lab = new Lab(INHIBITING);
        lab.silence("", 0, 600, "alertname=S");

        lab.fires("alertname", "S", "severity", "critical")
                .fires("alertname", "T", "severity", "warning")
                .to(5);

        assertThat(lab.told).isEmpty();
        assertThat(lab.lastVerdict()).isEqualTo(Effect.Verdict.INHIBITED);
    }

    @Test
    void aRuleWithoutMatchersInhibitsNothing() {
        Lab lab = new Lab(INHIBITING.replaceAll("- \\{source.*", "-"))
                .fires("alertname", "S")
                .fires("alertname", "T")
                .to(5);

        assertThat(lab.told).hasSize(2);
    }

    @Test
    void aMutedRouteSaysNothingAndTellsTheEndLater() {
        Lab lab = new Lab("""
                route:
                  receiver: t
                  group_wait: 1s
                  group_interval: 10s
                  routes:
                  - {matchers: [a=b], mute_time_intervals: [lunch]}
                receivers:
                - name: t
                  webhook_configs: [{url: 'http://t'}]
                time_intervals:
                - {name: lunch, time_intervals: [{times: [{start_time: '12:01', end_time: '12:03'}]}]}
                """);

        lab.fires("alertname", "Down", "a", "b")
                .to(65)
                .ends("alertname", "Down", "a", "b")
                .to(100);
        assertThat(lab.lastVerdict()).isEqualTo(Effect.Verdict.MUTED_BY_INTERVAL);
        lab.to(200);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "181.0 ALL_RESOLVED Down!");
    }

    @Test
    void asInAlertmanagerASilenceMaySayOnlyWhatIsNotMeant() {
        Lab lab = Lab.simple(QUICK);

        assertThat(lab.silence("", 0, 600, "env!=test")).isInstanceOf(SilenceAnswer.Accepted.class);
        assertThat(lab.silence("", 0, 600, "env!~t.*")).isInstanceOf(SilenceAnswer.Accepted.class);
        assertThat(lab.silence("", 0, 600, "env=~.*")).isInstanceOf(SilenceAnswer.Refused.class);
        assertThat(lab.silence("", 0, 600, "env=")).isInstanceOf(SilenceAnswer.Refused.class);
    }
}
