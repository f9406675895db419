package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.sigma.SigmaLimit.Operator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationTest {
    private static final String FAILED =
            "name: failed\nid: id-failed\n" + Sigma.rule("test", "s: {action: login_failed}\ncondition: s");
    private static final String LOGIN =
            "name: login\nid: id-login\n" + Sigma.rule("mapped", "s: {User: a}\ncondition: s");

    private static String correlation(String body) {
        return "title: Several\nid: several\nlevel: critical\ncorrelation:\n" + body.indent(2);
    }

    private static SigmaCorrelation only(String body) {
        SigmaSet set = Sigma.parse(FAILED, LOGIN, correlation(body));
        assertThat(set.inactive()).isEmpty();
        return set.correlations().getFirst();
    }

    @Test
    void eventsAreCounted() {
        SigmaCorrelation correlation = only("""
                type: event_count
                rules: [failed]
                group-by: [ip, user]
                timespan: 5m
                condition: {gte: 10, lt: 100}
                """);

        SigmaCorrelation.EventCount count = (SigmaCorrelation.EventCount) correlation;
        assertThat(count.about().level()).isEqualTo(SigmaLevel.CRITICAL);
        assertThat(count.rules()).extracting(rule -> rule.about().id()).containsExactly("id-failed");
        assertThat(count.by())
                .containsExactly(new SigmaKey("ip", List.of("ip")), new SigmaKey("user", List.of("user")));
        assertThat(count.within()).isEqualTo(Duration.ofMinutes(5));
        assertThat(count.limits()).containsExactly(new SigmaLimit(Operator.GTE, 10), new SigmaLimit(Operator.LT, 100));
        assertThat(count.match().print()).isEqualTo("action:=login_failed");
    }

    @Test
    void rulesThatSomethingCorrelatesDoNotAlertByThemselvesUnlessItSaysSo() {
        String count = "type: event_count\nrules: [id-failed]\ntimespan: 5m\ncondition: {gt: 1}\n";

        assertThat(Sigma.parse(FAILED, LOGIN, correlation(count)).rules())
                .extracting(rule -> rule.about().id())
                .containsExactly("id-login");
        assertThat(Sigma.parse(FAILED, correlation(count + "generate: true\n")).rules())
                .hasSize(1);
        assertThat(Sigma.parse(FAILED, "generate: true\n" + correlation(count)).rules())
                .hasSize(1);
    }

    @Test
    void valuesAreCountedAddedUpAndAveraged() {
        String rest = "rules: [failed]\ntimespan: 1h\ncondition: {field: bytes, gt: 5.5}\n";
        SigmaKey bytes = new SigmaKey("bytes", List.of("bytes"));

        assertThat(only("type: value_count\n" + rest))
                .isInstanceOfSatisfying(
                        SigmaCorrelation.ValueCount.class,
                        count -> assertThat(count.fields()).containsExactly(bytes));
        assertThat(only("type: value_sum\n" + rest))
                .isInstanceOfSatisfying(
                        SigmaCorrelation.ValueSum.class,
                        sum -> assertThat(sum.field()).isEqualTo(bytes));
        assertThat(only("type: value_avg\n" + rest))
                .isInstanceOfSatisfying(
                        SigmaCorrelation.ValueAvg.class,
                        avg -> assertThat(avg.limits()).containsExactly(new SigmaLimit(Operator.GT, 5.5)));
    }

    @Test
    void rulesFollowEachOtherByTheNamesOfTheirFields() {
        SigmaCorrelation correlation = only("""
                type: temporal_ordered
                rules: [failed, login]
                group-by: [User, place]
                timespan: 90m
                aliases:
                  place: {failed: address, login: Ip}
                """);

        assertThat(correlation).isInstanceOf(SigmaCorrelation.TemporalOrdered.class);
        assertThat(correlation.by())
                .containsExactly(
                        new SigmaKey("User", List.of("User", "user.name")),
                        new SigmaKey("place", List.of("address", "src")));
        assertThat(correlation.by().getFirst().isOneField()).isFalse();
        assertThat(correlation.match().print()).isEqualTo("action:=login_failed OR kind:app user.name:=a");
    }

    @Test
    void anAliasMayCallARuleByNameThatIsReferredToById() {
        SigmaCorrelation correlation = only("""
                type: temporal
                rules: [id-failed, login]
                group-by: [place]
                timespan: 90m
                aliases:
                  place: {failed: address, id-login: Ip}
                """);

        assertThat(correlation.by()).containsExactly(new SigmaKey("place", List.of("address", "src")));
    }

    @Test
    void rulesMayComeInAnyOrder() {
        String all = "type: temporal\nrules: [failed, login]\ntimespan: 10s\n";

        assertThat(only(all)).isInstanceOf(SigmaCorrelation.Temporal.class);
        assertThat(only(all + "condition: {gte: 2}")).isInstanceOf(SigmaCorrelation.Temporal.class);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            type: event_cuont, rules: [failed], timespan: 5m, condition: {gt: 1} ~ BROKEN ~ unknown correlation type 'event_cuont', did you mean 'event_count'?
            type: event_count, rules: [faild], timespan: 5m, condition: {gt: 1} ~ BROKEN ~ unknown rule 'faild', did you mean 'failed'?
            type: event_count, rules: [failed], timespan: 5x, condition: {gt: 1} ~ BROKEN ~ 'timespan' must be a number with s, m, h or d, not '5x'
            type: event_count, rules: [failed], timespan: 5m, condition: {gtt: 1} ~ BROKEN ~ unknown key 'gtt', did you mean 'gt'?
            type: event_count, rules: [failed], timespan: 5m, condition: {gt: many} ~ BROKEN ~ 'gt' must be a number, not 'many'
            type: event_count, rules: [failed], timespan: 5m ~ BROKEN ~ the condition compares nothing: write one of [gt, gte, lt, lte, eq, neq]
            type: event_count, rules: [failed], timespan: 5m, condition: {gt: 1}, groupby: [x] ~ BROKEN ~ unknown key 'groupby', did you mean 'group-by'?
            type: event_count, timespan: 5m, condition: {gt: 1} ~ BROKEN ~ 'rules' is required: ids or names of other documents
            type: event_count, rules: [several], timespan: 5m, condition: {gt: 1} ~ UNSUPPORTED ~ rule 'several' is itself about several events
            type: value_sum, rules: [failed], timespan: 5m, condition: {gt: 1} ~ BROKEN ~ the condition needs a 'field'
            type: value_sum, rules: [failed], timespan: 5m, condition: {gt: 1, field: [a, b]} ~ BROKEN ~ this correlation calculates with one field
            type: temporal, rules: [failed], timespan: 5m ~ BROKEN ~ a temporal correlation is about two rules or more
            type: temporal, rules: [failed, login], timespan: 5m, condition: {gte: 1} ~ UNSUPPORTED ~ a temporal correlation of only some of its rules
            type: temporal, rules: [failed, login], timespan: 5m, aliases: {a: {filed: x}} ~ BROKEN ~ alias 'a' names rule 'filed', which the correlation does not, did you mean 'failed'?
            type: temporal, rules: [failed, login], timespan: 5m, group-by: [a], aliases: {a: {failed: x}} ~ BROKEN ~ alias 'a' names no field of rule 'login'
            type: temporal, rules: [failed, login], timespan: 5m, group-by: [b] ~ UNMAPPED ~ field 'b' has no name in the map 'mapped'
            """)
    void whatIsWrongIsSaid(String flow, Why why, String reason) {
        SigmaSet set = Sigma.parse(FAILED, LOGIN, "title: Several\nid: several\ncorrelation: {" + flow + "}");

        assertThat(set.correlations()).isEmpty();
        Inactive.Reason first = set.inactive().getFirst().reasons().getFirst();
        assertThat(first.problem().message()).isEqualTo(reason);
        assertThat(first.why()).isEqualTo(why);
    }

    @Test
    void percentilesAreRefusedWithAHint() {
        SigmaSet set = Sigma.parse(
                FAILED,
                correlation("type: value_percentile\nrules: [failed]\ntimespan: 1d\ncondition: {field: a, lt: 1}"));

        assertThat(set.inactive().getFirst().why()).isEqualTo(Why.UNSUPPORTED);
        assertThat(set.inactive().getFirst().reasons().getFirst().problem().message())
                .contains("p95(field)", "new(field)");
    }

    @Test
    void aCorrelationOfAnInactiveRuleFollowsIt() {
        SigmaSet set = Sigma.parse(
                "name: failed\n" + Sigma.rule("toaster", "s: {a: 1}\ncondition: s"),
                correlation("type: event_count\nrules: [failed]\ntimespan: 5m\ncondition: {gt: 1}"));

        assertThat(set.inactive()).extracting(Inactive::why).containsExactly(Why.UNMAPPED, Why.DEPENDS);
        assertThat(set.inactive().get(1).reasons().getFirst().problem().message())
                .isEqualTo("rule 'failed' is inactive: no map fits the log source {product: toaster}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            s | count() > 10                    ~ EventCount ~ []           ~ >
            s | count(user) by ip >= 5          ~ ValueCount ~ [ip]         ~ >=
            s | count(*) by ip, host = 5        ~ EventCount ~ [ip, host]   ~ ==
            s | sum(bytes) by user > 1000.5     ~ ValueSum   ~ [user]       ~ >
            s | avg( bytes ) < 5                ~ ValueAvg   ~ []           ~ <
            """)
    void whatOlderRulesCountIsACorrelation(String condition, String type, String by, String sign) {
        SigmaSet set = Sigma.parse(Sigma.rule("test", "s: {a: 1}\ntimeframe: 5m\ncondition: " + condition));

        assertThat(set.inactive()).isEmpty();
        assertThat(set.rules()).isEmpty();
        SigmaCorrelation correlation = set.correlations().getFirst();
        assertThat(correlation.getClass().getSimpleName()).isEqualTo(type);
        assertThat(correlation.by().stream().map(SigmaKey::name).toList()).hasToString(by);
        assertThat(correlation.within()).isEqualTo(Duration.ofMinutes(5));
        assertThat(correlation.match().print()).isEqualTo("a:=1");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            s | max(a) > 5          ~ UNSUPPORTED ~ the aggregation 'max(a)' has no translation
            s | sum() > 5           ~ UNSUPPORTED ~ the aggregation 'sum()' has no translation
            s | near t within 5m    ~ UNSUPPORTED ~ the aggregation 'near t within 5m' has no translation
            """)
    void whatHasNoTranslationIsInactive(String condition, Why why, String reason) {
        SigmaSet set = Sigma.parse(Sigma.rule("test", "s: {a: 1}\ntimeframe: 5m\ncondition: " + condition));

        assertThat(set.inactive().getFirst().why()).isEqualTo(why);
        assertThat(set.inactive().getFirst().reasons().getFirst().problem().message())
                .startsWith(reason);
    }

    @Test
    void anAggregationNeedsATime() {
        assertThat(Sigma.reason("s: {a: 1}\ncondition: s | count() > 1"))
                .endsWith("an aggregation needs a 'timeframe' such as 5m, not ''");
    }

    @ParameterizedTest
    @CsvSource({"GT,6", "GTE,5", "LT,4", "LTE,5", "EQ,5", "NEQ,4"})
    void limitsHoldOnTheirSide(Operator operator, double measured) {
        SigmaLimit limit = new SigmaLimit(operator, 5);

        assertThat(limit.holds(measured)).isTrue();
        assertThat(limit.holds(operator == Operator.NEQ ? 5 : operator.sign().startsWith("<") ? 7 : 3))
                .isFalse();
    }
}
