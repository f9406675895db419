package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.routing.Explanation.Outlook;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is foretold is what then happens. */
class ExplainTest {
    private static final String TREE = """
        route:
          receiver: all
          group_by: [alertname]
          group_wait: 2s
          group_interval: 10s
          repeat_interval: 25s
          routes:
          - {matchers: [team="db"], receiver: db, continue: true}
          - {matchers: [severity="critical", team=~"db|web"], receiver: oncall}
          - {matchers: [severity="low"], receiver: quiet, mute_time_intervals: [noon]}
        receivers:
        - {name: all, webhook_configs: [{url: 'http://all'}]}
        - {name: db, webhook_configs: [{url: 'http://db'}]}
        - {name: oncall, webhook_configs: [{url: 'http://a'}]}
        - {name: quiet, webhook_configs: [{url: 'http://q'}]}
        inhibit_rules:
        - {name: explained, source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [team]}
        time_intervals: [{name: noon, time_intervals: [{times: [{start_time: '12:00', end_time: '13:00'}]}]}]
        """;

    private final Lab lab = new Lab(TREE);

    private List<Outlook> outlooks(String... labels) {
        return lab.router.explain(Labels.of(labels), lab.now).outlooks();
    }

    private Outlook outlook(String... labels) {
        return outlooks(labels).getFirst();
    }

    @Test
    void thePathSaysWhichMatcherFailedAndWithWhatValue() {
        RouteStep root = lab.router
                .explain(Labels.of("team", "db", "severity", "high"), lab.now)
                .path();

        assertThat(root.result()).isEqualTo(RouteStep.Result.PASSED_ON);
        assertThat(root.children())
                .extracting(RouteStep::result)
                .containsExactly(RouteStep.Result.TAKES, RouteStep.Result.REFUSED, RouteStep.Result.REFUSED);
        assertThat(root.children().get(1).failed())
                .extracting(failed -> failed.matcher() + " but " + failed.value())
                .containsExactly("severity=\"critical\" but high");
    }

    @Test
    void whatComesBehindTheOneThatTookItIsNotTried() {
        RouteStep root = lab.router
                .explain(Labels.of("team", "db", "severity", "critical"), lab.now)
                .path();

        assertThat(root.children())
                .extracting(RouteStep::result)
                .containsExactly(RouteStep.Result.TAKES, RouteStep.Result.TAKES, RouteStep.Result.NOT_TRIED);
    }

    @Test
    void thePathTakesWhatTheRouterTakes() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Labels labels = Labels.of(
                    "team", List.of("db", "web", "").get(random.nextInt(3)),
                    "severity", List.of("critical", "low", "x").get(random.nextInt(3)));
            Explanation explained = lab.router.explain(labels, lab.now);

            assertThat(explained.outlooks())
                    .extracting(Outlook::route)
                    .isEqualTo(lab.router.config().root().match(labels));
        }
    }

    @Test
    void aNewGroupWaitsForCompany() {
        Outlook outlook = outlook("alertname", "Down");

        assertThat(outlook.standing()).isNull();
        assertThat(outlook.due()).isEqualTo(Lab.at(2));
        assertThat(outlook.reason()).isEqualTo(Effect.Reason.FIRST);
    }

    @Test
    void aKnownGroupTellsNewsAtItsNextLookAndRepeatsLater() {
        lab.fires("alertname", "Down", "i", "1").to(3);

        assertThat(outlook("alertname", "Down", "i", "2").due()).isEqualTo(Lab.at(12));
        assertThat(outlook("alertname", "Down", "i", "2").reason()).isEqualTo(Effect.Reason.NEW_ALERTS);
        assertThat(outlook("alertname", "Down", "i", "1").due()).isEqualTo(Lab.at(32));
        assertThat(outlook("alertname", "Down", "i", "1").reason()).isEqualTo(Effect.Reason.REPEAT);
    }

    @Test
    void aSilenceHoldsUntilItsEndWhichIsALookOfItsOwn() {
        lab.silence("", 0, 17, "alertname=Down");

        Outlook outlook = outlook("alertname", "Down");

        assertThat(outlook.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.until()).isEqualTo(Lab.at(17)));
        assertThat(outlook.due()).isEqualTo(Lab.at(17));
        assertThat(lab.fires("alertname", "Down").to(40).told.getFirst().t()).isEqualTo(17.0);
    }

    @Test
    void inhibitionNamesTheRuleAndHasNoEndThatIsKnown() {
        lab.fires("alertname", "Down", "severity", "critical", "team", "web");

        Outlook outlook = outlook("alertname", "Slow", "severity", "warning", "team", "web");

        assertThat(outlook.holds()).singleElement().satisfies(hold -> {
            Hold.ByAlert by = (Hold.ByAlert) hold;
            assertThat(by.rule()).isEqualTo("explained");
            assertThat(by.labels().get("alertname")).isEqualTo("Down");
        });
        assertThat(outlook.due()).isNull();
    }

    @Test
    void anEndThatAnotherSystemForetellsMovesOnSoItIsNotCountedOn() {
        lab.foreign(Lab.alert(0, 1.0, "alertname", "Down", "severity", "critical", "team", "web"));

        assertThat(outlook("alertname", "Slow", "severity", "warning", "team", "web")
                        .holds())
                .hasSize(1);
    }

    @Test
    void anIntervalHoldsUntilTheFirstLookAfterIt() {
        Outlook outlook = outlook("alertname", "Down", "severity", "low");

        assertThat(outlook.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.until()).isEqualTo(Lab.at(3600)));
        assertThat(outlook.due()).isEqualTo(Lab.at(3602));
    }

    @Test
    void anotherInstantIsAnotherHour() {
        Instant evening = Instant.parse("2026-11-21T20:00:00Z");

        Outlook outlook = lab.router
                .explain(Labels.of("alertname", "Down", "severity", "low"), evening)
                .outlooks()
                .getFirst();

        assertThat(outlook.holds()).isEmpty();
        assertThat(outlook.due()).isEqualTo(evening.plusSeconds(2));
    }

    @Test
    void askingChangesNothing() {
        lab.silence("", 0, 17, "alertname=Down");
        lab.fires("alertname", "Down").to(3);
        RouterState before = lab.router.state();

        outlook("alertname", "Down", "i", "2");

        assertThat(lab.router.state()).isEqualTo(before);
        assertThat(lab.router.alerts(AlertFilter.ALL, lab.now)).hasSize(1);
    }

    /** Random silences and alerts: the first notice comes when it was foretold, at the receivers that were foretold. */
    @Test
    void whatIsForetoldHappens() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Lab world = new Lab(TREE);
            for (int i = 0; i < 4; i++) {
                world.to(Lab.seconds(world.now) + random.nextInt(12));
                if (random.nextBoolean())
                    world.silence(
                            "",
                            Lab.seconds(world.now),
                            Lab.seconds(world.now) + 1 + random.nextInt(40),
                            "i=" + random.nextInt(2));
                else world.fires(alert(random));
            }
            String[] asked = alert(random);
            List<Outlook> foretold =
                    world.router.explain(Labels.of(asked), world.now).outlooks();
            boolean known = world.router.explain(Labels.of(asked), world.now).known() != null;
            int before = world.told.size();
            if (!known) world.fires(asked);
            world.to(Lab.seconds(world.now) + 4000);
            for (Outlook outlook : foretold) {
                Instant due = outlook.due();
                if (due == null) continue;
                assertThat(world.told.subList(before, world.told.size()))
                        .as("seed %d: %s %s", seed, List.of(asked), outlook)
                        .anySatisfy(told -> {
                            assertThat(told.t()).isEqualTo(Lab.seconds(due));
                            assertThat(told.key()).isEqualTo(outlook.key());
                            assertThat(told.integration())
                                    .startsWith(outlook.receiver().name() + "/");
                        });
            }
        }
    }

    private static String[] alert(Random random) {
        return new String[] {
            "alertname", "Down",
            "i", Integer.toString(random.nextInt(2)),
            "team", List.of("db", "web").get(random.nextInt(2)),
            "severity", List.of("critical", "warning", "low").get(random.nextInt(3))
        };
    }
}
