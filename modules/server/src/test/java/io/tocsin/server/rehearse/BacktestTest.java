package io.tocsin.server.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.Notice;
import io.tocsin.query.All;
import io.tocsin.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is counted of a past that is written down here, with people who are told of each alert at once. */
class BacktestTest {
    private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(7));
    private static final EventDecoder DECODER = new EventDecoder(FieldAliases.defaults(), Limits.defaults());

    private static final String RULES = """
            groups:
            - name: security
              labels: {team: security}
              budget: {pages_per_week: 2, night_pages: 1}
              rules:
              - alert: BruteForce
                match: action:login status:failed
                by: [ip]
                when: count() > 3
                within: 5m
                severity: critical
            """;

    private record Past(Instant at, String json) {}

    private final List<Past> past = new ArrayList<>();

    private void failures(Instant at, int count, String ip) {
        for (int i = 0; i < count; i++) {
            Instant time = at.plusSeconds(i);
            past.add(new Past(
                    time,
                    "{\"time\":\"" + time + "\",\"action\":\"login\",\"status\":\"failed\",\"ip\":\"" + ip
                            + "\",\"service\":\"auth\"}"));
        }
    }

    private static BacktestOrder order(String... sweeps) {
        return new BacktestOrder(Map.of("r.yml", RULES), Map.of(), "", "", "", List.of(sweeps), List.of("never"), "");
    }

    private BacktestReport run(BacktestOrder order) {
        Problems problems = new Problems();
        BacktestPlan plan = order.plan(new Days(FROM, TO, ZoneId.of("Europe/Berlin")), null, problems);
        problems.throwIfAny();
        Backtest backtest = new Backtest(plan, BacktestTest::pageAnna);
        long id = 0;
        for (Past each : past) {
            if (each.at().isBefore(backtest.since())) continue;
            backtest.observe(
                    DECODER.parse(++id, each.at().plusSeconds(1), each.json().getBytes(StandardCharsets.UTF_8)));
        }
        return backtest.finish(new Facts(past.size(), FROM.minusSeconds(60), Set.of("action", "ip"), true, List.of()));
    }

    /** A page by two channels for each alert that begins. */
    private static Heard pageAnna(
            List<Decided> decided, Instant from, Instant to, @org.jspecify.annotations.Nullable Duration answer) {
        List<Told> told = new ArrayList<>();
        for (Decided each : decided) {
            if (!each.begins()) continue;
            AlertGroup group = new AlertGroup(
                    "g",
                    each.firing().alert().labels(),
                    "r",
                    List.of(each.firing().alert()));
            for (String channel : List.of("slack", "email")) {
                told.add(new Told(
                        each.at(),
                        Notice.Kind.PAGE,
                        "default",
                        "anna",
                        channel,
                        "inc-" + told.size() / 2,
                        1,
                        each.firing().alert().severity(),
                        "title",
                        group));
            }
        }
        return new Heard(told, List.of());
    }

    @Test
    void whatARuleWouldHaveDoneIsCounted() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 4, "10.0.0.1");
        failures(Instant.parse("2026-01-05T23:00:00Z"), 4, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.2");
        failures(Instant.parse("2026-01-08T10:00:00Z"), 3, "10.0.0.3");

        RuleFigures figures = run(order()).rules().getFirst();

        assertThat(figures.matched()).isEqualTo(15);
        assertThat(figures.firings()).isEqualTo(3);
        assertThat(figures.keys()).isEqualTo(2);
        assertThat(figures.perDayMean()).isEqualTo(0.4);
        assertThat(figures.perDayMax())
                .as("on the wall clock of Berlin it is another day")
                .isEqualTo(1);
        assertThat(figures.business()).isEqualTo(66.7);
        assertThat(figures.flaps()).isEqualTo(3);
        assertThat(figures.top().getFirst()).isEqualTo(new RuleFigures.KeyShare("ip=10.0.0.1", 2, 66.7));
    }

    @Test
    void windowsAreFullWhenTheStretchBegins() {
        failures(FROM.minusSeconds(3), 4, "10.0.0.1");

        BacktestReport report = run(order());

        assertThat(report.spells()).hasSize(1);
        assertThat(report.coverage().warming()).isEqualTo(3);
        assertThat(report.coverage().read()).isEqualTo(1);
        assertThat(report.rules().getFirst().matched()).isEqualTo(1);
    }

    @Test
    void whatBeganBeforeTheStretchIsNotCounted() {
        failures(FROM.minusSeconds(60), 4, "10.0.0.1");

        BacktestReport report = run(order());

        assertThat(report.spells()).isEmpty();
        assertThat(report.people().getFirst().messages()).isZero();
    }

    @Test
    void coverageComesFirst() {
        failures(FROM.plusSeconds(60), 1, "10.0.0.1");

        Coverage coverage = run(order()).coverage();

        assertThat(coverage.warmUp()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(coverage.warmUpMissing()).isEqualTo(coverage.warmUp().minusSeconds(60));
        assertThat(coverage.unseen()).isEqualTo(Map.of("BruteForce", List.of("status")));
        assertThat(coverage.late().values()).containsExactly(0.0);
    }

    @Test
    void aPersonWhoIsCalledTwiceAtOnceIsWokenOnce() {
        failures(Instant.parse("2026-01-05T23:00:00Z"), 4, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.1");

        PeopleFigures people = run(order()).people().getFirst();

        assertThat(people.messages()).isEqualTo(4);
        assertThat(people.pages()).isEqualTo(2);
        assertThat(people.pagesPerWeek()).isEqualTo(2.0);
        assertThat(people.nightPages()).isEqualTo(1);
        assertThat(people.levels()).isEqualTo(Map.of("1", 2L));
        assertThat(people.quiet()).isGreaterThan(Duration.ofDays(4));
    }

    @Test
    void budgetsHoldOrDoNot() {
        failures(Instant.parse("2026-01-05T23:00:00Z"), 4, "10.0.0.1");
        failures(Instant.parse("2026-01-06T23:00:00Z"), 4, "10.0.0.1");

        BacktestReport report = run(order());

        assertThat(report.budgets().stream().map(BudgetResult::words))
                .containsExactly(
                        "group security: 2 pages, pages_per_week allows 2",
                        "group security: 2 pages, night_pages allows 1");
        assertThat(report.broken()).hasSize(1);
        assertThat(BacktestText.of(report)).endsWith("1 of 2 budgets do not hold\n");
        assertThat(BacktestJunit.of(report)).contains("tests=\"2\" failures=\"1\"");
    }

    @Test
    void incidentsThatReallyHappenedAreFoundOrMissed() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 4, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.1");
        String csv = """
                start,end,service,rule
                2026-01-05T09:59:00Z,2026-01-05T10:30:00Z,auth,BruteForce
                2026-01-06T10:00:00Z,2026-01-06T10:30:00Z,payment_api
                """;
        BacktestOrder order = new BacktestOrder(
                Map.of("r.yml", RULES), Map.of(), csv, "", "", List.of("BruteForce=10"), List.of("never"), "");

        BacktestReport report = run(order);

        Detection detection = java.util.Objects.requireNonNull(report.detection());
        assertThat(detection.found()).isEqualTo(1);
        assertThat(detection.median()).isEqualTo(Duration.ofSeconds(63));
        assertThat(detection.missed()).containsExactly("#2 payment_api 2026-01-06T10:00:00Z");
        assertThat(detection.precision()).isEqualTo(50.0);
        assertThat(detection.outsideCount()).isEqualTo(1);
        assertThat(BacktestText.of(report)).contains("BruteForce at 10: 0 firings", "finds 0 of 2, misses #1");
    }

    @Test
    void anotherVersionIsComparedAlertByAlert() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 6, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.2");
        String other = RULES.replace("> 3", "> 4");
        BacktestOrder order = new BacktestOrder(
                Map.of("r.yml", RULES), Map.of("r.yml", other), "", "", "", List.of(), List.of("never"), "");

        Difference difference = java.util.Objects.requireNonNull(run(order).difference());

        assertThat(difference.added()).singleElement().asString().startsWith("BruteForce {ip=10.0.0.2, team=security}");
        assertThat(difference.gone()).isEmpty();
        assertThat(difference.changed()).hasSize(1);
        assertThat(difference.pages()).isEqualTo(1);
    }

    @Test
    void otherThresholdsAreTried() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 6, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.2");

        assertThat(run(order("BruteForce=3,5,20")).sweeps().stream().map(SweepFigures::firings))
                .containsExactly(2L, 1L, 0L);
    }

    @Test
    void aSweepThatDoesNotFitIsRefusedInWords() {
        assertThatThrownBy(() -> run(order("Nobody=3"))).hasMessageContaining("there is no rule 'Nobody'");
        assertThatThrownBy(() -> run(order("BruteForce"))).hasMessageContaining("a sweep is Rule=10,20,40");
        assertThatThrownBy(() -> run(order("BruteForce=x"))).hasMessageContaining("cannot try 'x' for BruteForce");
    }

    @Test
    void theThresholdOfOneSeverityIsTried() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 6, "10.0.0.1");
        failures(Instant.parse("2026-01-07T10:00:00Z"), 4, "10.0.0.2");
        String tiers = RULES.replace("count() > 3", "count()")
                .replace("severity: critical", "severity: {warning: '> 10', critical: '> 20'}");
        BacktestOrder order = new BacktestOrder(
                Map.of("r.yml", tiers), Map.of(), "", "", "", List.of("BruteForce/warning=3,5"), List.of("never"), "");

        assertThat(run(order).sweeps().stream().map(SweepFigures::firings)).containsExactly(2L, 1L);
    }

    @Test
    void aSeverityThatHasNoThresholdCannotBeTried() {
        assertThatThrownBy(() -> run(order("BruteForce/warning=3")))
                .hasMessageContaining("BruteForce has no severity 'warning' with a threshold of its own");
    }

    @Test
    void sigmaRulesTakePart() {
        failures(Instant.parse("2026-01-05T10:00:00Z"), 2, "10.0.0.1");
        String sigma = """
                title: Failed Login
                id: 5f1d2c3a-0000-4000-8000-000000000001
                logsource: {category: authentication}
                detection: {selection: {status: failed}, condition: selection}
                """;
        BacktestOrder order = new BacktestOrder(
                Map.of("r.yml", RULES, "sigma/logins.yml", sigma),
                Map.of(),
                "",
                "",
                "",
                List.of(),
                List.of("never"),
                "");

        assertThat(run(order).rules().stream().filter(rule -> rule.rule().equals("Failed Login")))
                .singleElement()
                .satisfies(figures -> assertThat(figures.firings()).isEqualTo(1));
    }

    @Test
    void onlyWhatRulesLookAtIsAskedFor() {
        Problems problems = new Problems();
        Version narrow = Version.read("a", Map.of("r.yml", RULES), null, problems);
        Version wide =
                Version.read("b", Map.of("r.yml", RULES.replace("action:login status:failed", "'*'")), null, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(Looks.of(List.of(narrow, narrow)).print()).isEqualTo("action:login status:failed");
        assertThat(Looks.of(List.of(narrow, wide))).isInstanceOf(All.class);
    }

    @Test
    void anOrderIsReadBackAsItWasSent() {
        BacktestOrder order = order("BruteForce=3");

        assertThat(BacktestOrder.of(order.json())).isEqualTo(order);
    }
}
