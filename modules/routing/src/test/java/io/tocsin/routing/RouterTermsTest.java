package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Alertmanager's flags say: how long the past is remembered, and from when on anybody is told. */
class RouterTermsTest {
    private static final String ONE = """
            route: {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 1m, repeat_interval: 4h}
            receivers: [{name: team, webhook_configs: [{url: 'http://sink/team'}]}]
            """;

    private static final String ANOTHER = ONE.replace("[alertname]", "[alertname, i]");

    private static Lab opening(double seconds) {
        return on(new RouterTerms(RouterTerms.DEFAULT.retention(), Lab.at(seconds)));
    }

    private static Lab keeping(Duration retention) {
        return on(new RouterTerms(retention, Instant.MIN));
    }

    private static Lab on(RouterTerms terms) {
        Lab lab = new Lab(ONE);
        lab.router = new Router(Lab.config(ONE).on(terms));
        return lab;
    }

    @Test
    void nobodyIsToldBeforeTheOpening() {
        Lab lab = opening(60).fires("alertname", "Early");

        lab.to(59);
        assertThat(lab.told).isEmpty();
        assertThat(lab.router.alerts(AlertFilter.of(List.of()), lab.now)).hasSize(1);
        assertThat(lab.router.nextDeadline()).isEqualTo(Lab.at(60));
        assertThat(lab.router.tick(Lab.at(59))).isEmpty();

        lab.to(60);
        assertThat(lab.lines()).containsExactly("60.0 FIRST Early");
    }

    @Test
    void anExplanationKnowsOfTheOpening() {
        Lab lab = opening(60).fires("alertname", "Early").to(20);

        for (String name : List.of("Early", "Imagined")) {
            Labels labels = Labels.of("alertname", name);
            assertThat(lab.router.explain(labels, lab.now).outlooks())
                    .singleElement()
                    .satisfies(outlook -> assertThat(outlook.due()).isEqualTo(Lab.at(60)));
        }
        assertThat(lab.router
                        .explain(Labels.of("alertname", "Later"), Lab.at(55))
                        .outlooks())
                .singleElement()
                .satisfies(outlook -> assertThat(outlook.due()).isEqualTo(Lab.at(65)));
    }

    @Test
    void whoComesShortlyBeforeWaitsForCompanyAllTheSame() {
        Lab lab = opening(60).to(55).fires("alertname", "Late").to(300);

        assertThat(lab.lines()).containsExactly("65.0 FIRST Late");
    }

    @Test
    void anAlertThatWasOverBeforeTheOpeningIsToldToNobody() {
        Lab lab = opening(60)
                .fires("alertname", "Short")
                .to(30)
                .ends("alertname", "Short")
                .to(300);

        assertThat(lab.told).isEmpty();
        assertThat(lab.journal).isEmpty();
    }

    @Test
    void whatASilenceLetGoOfBeforeTheOpeningIsToldAtIt() {
        Lab lab = new Lab(ONE).fires("alertname", "Down").to(11);
        lab.silence("", 11, 10_000, "alertname=Down");
        lab.ends("alertname", "Down").to(200);
        assertThat(lab.lines()).containsExactly("10.0 FIRST Down");

        RouterTerms terms = new RouterTerms(RouterTerms.DEFAULT.retention(), Lab.at(260));
        lab.router = Router.restore(Lab.config(ONE).on(terms), RouterState.of(lab.journal.values()), lab.now);
        lab.expire("s1");

        assertThat(lab.told).hasSize(1);
        assertThat(lab.router.nextDeadline()).isEqualTo(Lab.at(260));
        lab.to(260);
        assertThat(lab.lines()).containsExactly("10.0 FIRST Down", "260.0 ALL_RESOLVED Down!");
    }

    @Test
    void aSilenceThatIsOverStaysAsLongAsItIsSaid() {
        Lab lab = keeping(Duration.ofHours(1));
        lab.silence("", 0, 100, "alertname=Down");

        lab.to(100 + 3599);
        assertThat(lab.router.silences()).hasSize(1);
        lab.to(100 + 3600);
        assertThat(lab.router.silences()).isEmpty();
        assertThat(lab.journal).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "2000, 2"})
    void whatWasToldOfGroupsThatAreNoMoreIsRememberedAsLongAsItIsSaid(int undoneAfter, int told) {
        Lab lab = keeping(Duration.ofMinutes(30));
        RouterTerms terms = lab.router.config().terms();
        lab.fires("alertname", "Down", "i", "1").to(11);

        reload(lab, ANOTHER, terms);
        lab.to(undoneAfter);
        reload(lab, ONE, terms);
        lab.to(undoneAfter + 100);

        assertThat(lab.told)
                .filteredOn(each -> each.key().equals("{}:{alertname=\"Down\"}"))
                .hasSize(told);
    }

    @Test
    void aGroupThatGoesOnIsNotToldAgainBecauseTheRetentionIsShort() {
        Lab lab = keeping(Duration.ofMinutes(1)).fires("alertname", "Down").to(4 * 3600);

        assertThat(lab.lines()).containsExactly("10.0 FIRST Down");
    }

    private static void reload(Lab lab, String yaml, RouterTerms terms) {
        RouterState before = lab.router.state();
        lab.router = lab.router.reconfigured(Lab.config(yaml).on(terms), lab.now);
        lab.step(before.changesTo(lab.router.state()));
    }
}
