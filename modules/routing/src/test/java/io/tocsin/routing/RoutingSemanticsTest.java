package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import org.junit.jupiter.api.Test;

/** Grouping, timers and deduplication. */
class RoutingSemanticsTest {
    private static final String QUICK =
            "group_by: [alertname], group_wait: 1s, group_interval: 2s, repeat_interval: 1h";

    @Test
    void theFirstNoticeWaitsForCompany() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down", "i", "1")
                .to(0.7)
                .fires("alertname", "Down", "i", "2")
                .to(9);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down1 Down2");
    }

    @Test
    void aNewAlertInAnOldGroupWaitsForTheTick() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down", "i", "1")
                .to(7.6)
                .fires("alertname", "Down", "i", "2")
                .to(12);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down1", "9.0 NEW_ALERTS Down1 Down2");
    }

    @Test
    void anAlertThatIsOlderThanTheWaitIsToldAtOnce() {
        Lab lab = Lab.simple(QUICK)
                .accept(Lab.alert(-30, null, "alertname", "Down"))
                .to(1);

        assertThat(lab.lines()).containsExactly("0.0 FIRST Down");
    }

    @Test
    void endsAreToldAtTheTickAndTheGroupIsGone() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down")
                .to(1.5)
                .ends("alertname", "Down")
                .to(9);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "3.0 ALL_RESOLVED Down!");
        assertThat(lab.router.state()).isEqualTo(RouterState.EMPTY);
        assertThat(lab.router.nextDeadline()).isNull();
    }

    @Test
    void whatEndsWithinTheWaitIsNeverTold() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down")
                .to(0.5)
                .ends("alertname", "Down")
                .to(9);

        assertThat(lab.lines()).isEmpty();
        assertThat(lab.lastVerdict()).isEqualTo(Effect.Verdict.NO_CHANGE);
        assertThat(lab.journal).isEmpty();
    }

    @Test
    void aRefireAfterTheWholeGroupEndedOpensANewGroup() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down")
                .to(1.5)
                .ends("alertname", "Down")
                .to(3.5)
                .fires("alertname", "Down")
                .to(9);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "3.0 ALL_RESOLVED Down!", "4.5 FIRST Down");
    }

    @Test
    void aFlapBetweenTwoTicksIsInvisible() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down")
                .to(1.5)
                .ends("alertname", "Down")
                .to(2.2)
                .fires("alertname", "Down")
                .to(9);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down");
    }

    @Test
    void partialEndsAreToldOnce() {
        Lab lab = Lab.simple(QUICK)
                .fires("alertname", "Down", "i", "1")
                .fires("alertname", "Down", "i", "2")
                .to(1.5)
                .ends("alertname", "Down", "i", "1")
                .to(9);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down1 Down2", "3.0 SOME_RESOLVED Down1! Down2");
    }

    @Test
    void aRepeatIntervalThatIsAMultipleOfTheGroupIntervalIsExact() {
        Lab lab = Lab.simple("group_wait: 1s, group_interval: 2s, repeat_interval: 4s")
                .fires("alertname", "Down");

        lab.to(14);

        assertThat(lab.told).extracting(Lab.Told::t).containsExactly(1.0, 5.0, 9.0, 13.0);
    }

    @Test
    void timersThatComeLateDoNotShiftRepeats() {
        Lab lab = Lab.simple("group_wait: 0s, group_interval: 5m, repeat_interval: 4h")
                .fires("alertname", "Down");
        lab.to(0);
        int late = 0;
        for (int tick = 1; tick <= 96; tick++) {
            lab.now = Lab.at(tick * 300 + (late++ % 7) / 1000.0);
            lab.step(lab.router.tick(lab.now));
        }

        assertThat(lab.told)
                .hasSize(3)
                .extracting(told -> Math.round(told.t() / 3600))
                .containsExactly(0L, 4L, 8L);
    }

    @Test
    void otherRepeatIntervalsAreRoundedUpToTheNextTick() {
        Lab lab = Lab.simple("group_wait: 1s, group_interval: 2s, repeat_interval: 3s")
                .fires("alertname", "Down")
                .to(11);

        assertThat(lab.told).extracting(Lab.Told::t).containsExactly(1.0, 5.0, 9.0);
    }

    @Test
    void afterAnOutageMissedTicksAreOneAndTheScheduleHolds() {
        Lab lab = Lab.simple("group_wait: 1s, group_interval: 10s, repeat_interval: 20s")
                .fires("alertname", "Down")
                .to(2);

        lab.now = Lab.at(47);
        lab.step(lab.router.tick(lab.now));

        assertThat(lab.told).extracting(Lab.Told::t).containsExactly(1.0, 47.0);
        assertThat(lab.router.nextDeadline()).isEqualTo(Lab.at(51));
    }

    @Test
    void eachIntegrationIsDeduplicatedForItself() {
        Lab lab = new Lab("""
                route: {receiver: t, group_wait: 1s, group_interval: 2s}
                receivers:
                - name: t
                  webhook_configs: [{url: 'http://a'}, {url: 'http://b', send_resolved: false}]
                """);

        lab.fires("alertname", "Down", "i", "1")
                .fires("alertname", "Down", "i", "2")
                .to(1.5)
                .ends("alertname", "Down", "i", "1")
                .to(3.5)
                .fires("alertname", "Down", "i", "1")
                .to(5.5)
                .ends("alertname", "Down", "i", "1")
                .ends("alertname", "Down", "i", "2")
                .to(9);

        assertThat(lab.told)
                .map(Lab.Told::toString)
                .containsExactly(
                        "1.0 t/webhook[0] FIRST Down1 Down2",
                        "1.0 t/webhook[1] FIRST Down1 Down2",
                        "3.0 t/webhook[0] SOME_RESOLVED Down1! Down2",
                        "5.0 t/webhook[0] NEW_ALERTS Down1 Down2",
                        // The second one was not told that Down1 ended, but that it fires again is news all the same.
                        "5.0 t/webhook[1] NEW_ALERTS Down1 Down2",
                        "7.0 t/webhook[0] ALL_RESOLVED Down1! Down2!");
    }

    @Test
    void aReceiverWithoutIntegrationsStillGivesAPicture() {
        Lab lab = new Lab(
                "route: {receiver: dashboard, group_wait: 1s, group_interval: 2s}\nreceivers: [{name: dashboard}]");

        lab.fires("alertname", "Down").to(1.5).ends("alertname", "Down").to(9);

        assertThat(lab.effects)
                .filteredOn(Effect.Flush.class::isInstance)
                .map(effect -> ((Effect.Flush) effect).reason())
                .containsExactly(Effect.Reason.FIRST, Effect.Reason.ALL_RESOLVED);
        assertThat(lab.told).isEmpty();
    }

    @Test
    void twinRoutesWithTheSameReceiverTellOnce() {
        Lab lab = new Lab("""
                route:
                  receiver: t
                  group_wait: 1s
                  routes:
                  - {matchers: [a=b], receiver: t, continue: true}
                  - {matchers: [a=b], receiver: t}
                receivers:
                - name: t
                  webhook_configs: [{url: 'http://t'}]
                """);

        lab.fires("alertname", "Down", "a", "b").to(2);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down");
        assertThat(lab.router.groups(AlertFilter.ALL, lab.now)).hasSize(2);
    }

    @Test
    void alertsFromOutsideEndByTimeoutAndOursDoNot() {
        Lab lab = Lab.simple("group_by: [alertname], group_wait: 1s, group_interval: 1m, repeat_interval: 4h");
        lab.foreign(Lab.alert(0, null, "alertname", "Theirs"))
                .accept(Lab.alert(0, null, "alertname", "Ours"))
                .to(180)
                .foreign(Lab.alert(0, null, "alertname", "Theirs"))
                .to(1000);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Ours", "1.0 FIRST Theirs", "481.0 ALL_RESOLVED Theirs!");
    }

    @Test
    void overlappingReportsMergeToTheEarliestStartAndTheLatestEnd() {
        Lab lab = Lab.simple(QUICK)
                .foreign(Lab.alert(-1, 600.0, "alertname", "Down"))
                .foreign(Lab.alert(0, 300.0, "alertname", "Down"));

        Alert merged = lab.router.alerts(AlertFilter.ALL, lab.now).getFirst().alert();

        assertThat(merged.startsAt()).isEqualTo(Lab.at(-1));
        assertThat(merged.endsAt()).isEqualTo(Lab.at(600));
    }

    @Test
    void aGuessedEndGivesWay() {
        Lab lab = Lab.simple(QUICK)
                .foreign(Lab.alert(0, null, "alertname", "Down"))
                .foreign(Lab.alert(0, 20.0, "alertname", "Down"));

        assertThat(lab.router
                        .alerts(AlertFilter.ALL, lab.now)
                        .getFirst()
                        .alert()
                        .endsAt())
                .isEqualTo(Lab.at(20));
    }

    @Test
    void reportsThatDoNotOverlapReplace() {
        Lab lab = Lab.simple(QUICK)
                .foreign(Lab.alert(-9, -5.0, "alertname", "Down"))
                .foreign(Lab.alert(0, 20.0, "alertname", "Down"));

        assertThat(lab.router
                        .alerts(AlertFilter.ALL, lab.now)
                        .getFirst()
                        .alert()
                        .startsAt())
                .isEqualTo(Lab.at(0));
    }

    @Test
    void noticesListByJobThenInstanceThenLabels() {
        Lab lab = Lab.simple("group_wait: 1s")
                .fires("alertname", "C")
                .fires("alertname", "B", "job", "b")
                .fires("alertname", "A", "job", "b", "instance", "2")
                .fires("alertname", "A", "job", "a", "x", "y")
                .to(1);

        assertThat(lab.told.getFirst().alerts()).containsExactly("A", "A", "B", "C");
    }

    @Test
    void groupKeysAreAlertmanagers() {
        RoutingConfig config = Lab.config("""
                route:
                  receiver: r
                  routes:
                  - matchers: [team="db"]
                    routes:
                    - {matchers: [severity="page"], group_by: [instance, alertname]}
                  - {matchers: ['m!~"b.*|"', 'a=x'], match_re: {severity: 'pa.*'}}
                receivers: [{name: r}]
                """);
        Route db =
                config.root().match(Labels.of("team", "db", "severity", "page")).getFirst();

        assertThat(db.groupKey(db.groupBy().of(Labels.of("alertname", "X", "instance", "1", "team", "db"))))
                .isEqualTo("{}/{team=\"db\"}/{severity=\"page\"}:{alertname=\"X\", instance=\"1\"}");
        assertThat(config.root().children().get(1).key())
                .isEqualTo("{}/{a=\"x\",m!~\"b.*|\",severity=~\"^(?:pa.*)$\"}");
        assertThat(config.root().groupKey(Labels.of("a", "\t\"é"))).isEqualTo("{}:{a=\"\\t\\\"é\"}");
    }
}
