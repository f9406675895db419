package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every condition that may stand after {@code when:}. */
class WhenTest {
    @Test
    void moreOfWhatOnlyGrowsIsEager() {
        assertThat(when("count() > 10")).isEqualTo(new CountCondition());
        assertThat(when("sum(extra.bytes) >= 5GB")).isEqualTo(new SumCondition("extra.bytes"));
        assertThat(when("distinct(user) > 10")).isEqualTo(new DistinctCondition(KeyField.of("user")));
        assertThat(when("distinct( lower(user) ) > 10").print()).isEqualTo("distinct(lower(user))");
    }

    @Test
    void everythingElseThatIsMeasuredIsSettled() {
        assertThat(when("count() < 10")).isEqualTo(measured(new Measure.Count(), 0));
        assertThat(when("rate() > 50")).isEqualTo(measured(new Measure.Rate(), 0));
        assertThat(when("sum(b) < 5")).isEqualTo(measured(new Measure.Sum("b"), 0));
        assertThat(when("distinct(b) <= 5")).isEqualTo(measured(new Measure.Distinct("b"), 0));
        assertThat(when("distinct(b) > 20k")).isEqualTo(measured(new Measure.Distinct("b"), 0));
        assertThat(when("avg(b) > 5")).isEqualTo(measured(new Measure.Average("b"), 1));
        assertThat(when("min(b) < -5")).isEqualTo(measured(new Measure.Least("b"), 1));
        assertThat(when("max(b) > 5")).isEqualTo(measured(new Measure.Most("b"), 1));
        assertThat(when("stddev(b) > 5")).isEqualTo(measured(new Measure.Deviation("b"), 1));
        assertThat(when("p95(b) > 5")).isEqualTo(measured(new Measure.Percentile("b", 95), 1));
        assertThat(when("p99.9(b) > 5")).isEqualTo(measured(new Measure.Percentile("b", 99.9), 1));
        assertThat(when("p99.9(b) > 5").print()).isEqualTo("p99.9(b)");
        assertThat(when("avg(b) > 5", "min_volume: 7")).isEqualTo(measured(new Measure.Average("b"), 7));
    }

    private static Condition measured(Measure measure, long minVolume) {
        return new MeasureCondition(measure, minVolume);
    }

    @Test
    void unitsArePartOfTheNumber() {
        assertThat(value("sum(b) > 5GB")).isEqualTo(5e9);
        assertThat(value("sum(b) > 1.5 GiB")).isEqualTo(1.5 * 1024 * 1024 * 1024);
        assertThat(value("sum(b) > 5k")).isEqualTo(5000);
        assertThat(value("sum(b) > 5kB")).isEqualTo(5000);
        assertThat(value("sum(b) > 2M")).isEqualTo(2e6);
        assertThat(value("p95(d) > 2s")).isEqualTo(2000);
        assertThat(value("p95(d) > 250ms")).isEqualTo(250);
        assertThat(value("max(d) > 2m")).isEqualTo(120_000);
        assertThat(value("max(d) > 1.5h")).isEqualTo(5_400_000);
        assertThat(value("count() > 10k")).isEqualTo(10_000);
        assertThat(value("rate() > 600/m")).isEqualTo(10);
        assertThat(value("ratio(a:1) > 0.7%")).isEqualTo(0.007);
        assertThat(value("spike(count()) > 3x")).isEqualTo(3);
    }

    @Test
    void unitsThatMakeNoSenseSaySo() {
        assertThat(problem("sum(b) > 5Gb"))
                .contains("takes a number, a size such as 5GB or a duration such as 2s, not 'Gb', did you mean 'GB'?");
        assertThat(problem("rate() > 5s")).contains("rate() takes a number of events a second such as 50, 50/s");
        assertThat(problem("p95(d) > 5%")).contains("not '%'");
        assertThat(problem("baseline(count()) > 6MB")).contains("baseline() takes a number of deviations such as 6");
    }

    @Test
    void newValues() {
        assertThat(when("new(user, cidr(ip, 24))", "history: 30d", "learn_after: 1d"))
                .isEqualTo(new NewCondition(
                        List.of(KeyField.of("user"), KeyFieldReader.parse("cidr(ip, 24)")),
                        Duration.ofDays(30),
                        Duration.ofDays(1)));
        assertThat(when("new(user)"))
                .isEqualTo(new NewCondition(List.of(KeyField.of("user")), Duration.ofDays(14), Duration.ZERO));
        assertThat(problem("new()")).contains("new() takes 1 to 3 fields, as in new(user, country), not 0");
        assertThat(problem("new(a, b, c, d)")).contains("not 4");
        assertThat(problem("new(a) > 3")).contains("cannot compare new: it is true or it is not");
        assertThat(problem("new(a)", "history: 1y")).isEqualTo("'history' must be 1m to 90d, not 1y");
    }

    @Test
    void sequences() {
        assertThat(when("sequence", "within: 1m", "steps:", "- match: a:1", "- absent: b:1", "- match: c:1"))
                .isEqualTo(new SequenceCondition(
                        List.of(step("a:1", false), step("b:1", true), step("c:1", false)), true));
        assertThat(when("together", "within: 1m", "steps: [{match: 'a:1'}, {match: 'b:1'}]"))
                .isEqualTo(new SequenceCondition(List.of(step("a:1", false), step("b:1", false)), false));
    }

    private static SequenceCondition.Step step(String query, boolean absent) {
        return new SequenceCondition.Step(Query.parse(query), absent);
    }

    @Test
    void stepsThatMakeNoSenseSaySo() {
        assertThat(problem("sequence", "within: 1m")).contains("'steps' must be a list of 2 to 8 items");
        assertThat(problem("sequence", "within: 1m", "steps: [{match: 'a:1'}]")).contains("not 1");
        assertThat(problem("sequence", "within: 1m", "steps: [{absent: 'a:1'}, {match: 'a:1'}]"))
                .contains("the first step cannot be absent");
        assertThat(problem("together", "within: 1m", "steps: [{match: 'a:1'}, {absent: 'a:1'}]"))
                .contains("together has no order");
        assertThat(problem("sequence", "within: 1m", "steps: [{match: 'a:1'}, {absent: 'a:1'}, {absent: 'b:1'}]"))
                .contains("two absent steps in a row are one");
        assertThat(problem("sequence", "within: 1m", "steps: [{match: 'a:1'}, {match: 'a:1', absent: 'b:1'}]"))
                .contains("either 'match' or 'absent'");
        assertThat(problem("sequence", "within: 1m", "steps: [{match: 'a:1'}, {match: '('}]"))
                .contains("cannot read 'match'");
        assertThat(problem("sequence", "within: 1m", "steps: [{match: 'a:1'}, {match: 'a:1', by: x}]"))
                .contains("unknown key 'by'");
    }

    @Test
    void shiftsAndBaselines() {
        assertThat(when("spike(count()) > 3")).isEqualTo(new ShiftCondition(new Measure.Count(), true, 20));
        assertThat(when("drop(sum(b)) >= 2.5", "min_volume: 100"))
                .isEqualTo(new ShiftCondition(new Measure.Sum("b"), false, 100));
        assertThat(when("baseline(p95(d)) > 6"))
                .isEqualTo(
                        new BaselineCondition(new Measure.Percentile("d", 95), BaselineCondition.Side.BOTH, 0.3, 20));
        assertThat(when("baseline(count()) > 6", "side: below", "min_change: 50%", "min_volume: 3"))
                .isEqualTo(new BaselineCondition(new Measure.Count(), BaselineCondition.Side.BELOW, 0.5, 3));
        assertThat(problem("spike(count()) < 3")).contains("cannot use < with spike()");
        assertThat(problem("spike(count()) > 1")).contains("takes a factor above 1");
        assertThat(problem("spike() > 3")).contains("spike needs a measure, as in spike(count())");
        assertThat(problem("spike(cout()) > 3")).contains("unknown measure 'cout', did you mean 'count'?");
        assertThat(problem("baseline(count()) < 6")).contains("which way is said by 'side'");
        assertThat(problem("baseline(count()) > 0")).contains("a number above 0");
        assertThat(problem("baseline(count()) > 6", "side: up"))
                .isEqualTo("'side' must be above, below or both, not 'up'");
        assertThat(problem("baseline(count()) > 6", "min_change: much")).contains("must be a share such as 30% or 0.3");
    }

    @Test
    void whatCanNeverOrAlwaysBeTrueSaysSo() {
        assertThat(problem("ratio(a:1) > 100%")).contains("a ratio > 100% can never be true");
        assertThat(problem("ratio(a:1) < 0")).contains("a ratio < 0 can never be true");
        assertThat(problem("ratio(a:1) <= 1")).contains("always true");
        assertThat(problem("count() > -1")).contains("count() is never negative");
        assertThat(problem("count() > 2M")).contains("cannot count further than 1000000");
        assertThat(problem("sum(b) >= 0")).contains("sum() >= 0 is always true");
    }

    @Test
    void argumentsThatDoNotFitSaySo() {
        assertThat(problem("sum() > 3")).contains("sum() takes one field, as in sum(bytes), not 0");
        assertThat(problem("sum(a, b) > 3")).contains("not 2");
        assertThat(problem("sum(level:ERROR) > 3")).contains("'level:ERROR' is no field name");
        assertThat(problem("sum(lower(a)) > 3")).contains("sum() takes the field itself");
        assertThat(problem("distinct(lower(a)) < 3")).contains("only distinct(…) > N can count through a function");
        assertThat(problem("spike(distinct(lower(a))) > 3")).contains("only distinct(…) > N");
        assertThat(problem("p0(a) > 3")).contains("a percentile is above 0");
        assertThat(problem("rate(a) > 3")).contains("rate() takes no argument");
        assertThat(problem("distinct(cidr(ip)) > 3")).contains("cidr() takes a field and the bits");
        assertThat(problem("distinct(cidr(ip, 40)) > 3")).contains("bits are 0 to 32, not '40'");
    }

    @Test
    void misspeltConditionsHaveTheNearestOne() {
        assertThat(problem("cuont() > 3")).contains("unknown condition 'cuont', did you mean 'count'?");
        assertThat(problem("anny")).contains("unknown condition 'anny', did you mean 'any'?");
        assertThat(problem("sequnce")).contains("did you mean 'sequence'?");
        assertThat(problem("basline(count()) > 6")).contains("did you mean 'baseline'?");
    }

    @Test
    void keysOfAnotherConditionAreProblems() {
        assertThat(problem("count() > 3", "within: 1m", "history: 1d")).contains("only new() has a history");
        assertThat(problem("count() > 3", "within: 1m", "steps: []")).contains("only sequence and together have steps");
        assertThat(problem("count() > 3", "within: 1m", "side: above")).contains("only baseline() has sides");
        assertThat(problem("new(a)", "within: 1m")).contains("is said by 'history'");
        assertThat(problem("baseline(count()) > 6", "within: 1m")).contains("five minutes of the last seven days");
        assertThat(problem("new(a)", "for: 1m")).contains("it fires on the event itself");
    }

    private static Condition when(String when, String... more) {
        return rule(when, more).when();
    }

    private static double value(String when) {
        return rule(when).limits().getFirst().value();
    }

    /** With a window, unless the condition has none or the test says it. */
    private static String[] lines(String when, String... more) {
        boolean windowed = !when.startsWith("new") && !when.startsWith("baseline");
        String within = windowed && !List.of(more).contains("within: 1m") ? "within: 1m\n    " : "";
        String[] lines = new String[more.length + 2];
        lines[0] = "match: '*'";
        lines[1] = within + "when: " + when;
        System.arraycopy(more, 0, lines, 2, more.length);
        return lines;
    }

    private static Rule rule(String when, String... more) {
        return Streams.rule("30s", lines(when, more)).rules().getFirst();
    }

    private static String problem(String when, String... more) {
        StringBuilder yaml = new StringBuilder("groups:\n- name: test\n  rules:\n  - alert: Test\n");
        for (String line : lines(when, more)) yaml.append("    ").append(line).append('\n');
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", yaml.toString()), problems);
        assertThat(problems.list()).hasSize(1);
        return problems.list().stream().map(Problem::message).findFirst().orElse("");
    }
}
