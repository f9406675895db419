package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.yaml.Problem;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LintsTest {
    @Test
    void aRuleThatIsMeantHasNoFindings() {
        assertThat(found("match: 'action:login AND status:failed'", "by: [ip]", "when: count() > 10", "within: 5m"))
                .isEmpty();
        assertThat(found("match: '*'", "by: [service]", "when: absent()", "within: 5m"))
                .isEmpty();
        assertThat(found("match: '*'", "when: ratio(a:1) > 5%", "within: 5m", "min_volume: 3"))
                .isEmpty();
        assertThat(found("match: 'a:1 AND (b:1 OR b:2)'")).isEmpty();
        assertThat(found("match: 'a>3 AND a<5 AND NOT b:1 AND b:2'")).isEmpty();
        assertThat(found("match: 'request_id:a AND request_id:b'")).isEmpty();
        assertThat(found("match: 'level:warn AND level:WARNING'")).isEmpty();
        assertThat(found("match: 'a:x* AND a:*yyy AND message:\"a b\" AND message:\"c d\"'"))
                .isEmpty();
    }

    @Test
    void everyEventIsNoChoice() {
        assertThat(found("match: '*'")).containsExactly("'match: *' is every event: say which of them matter");
    }

    @Test
    void aWildcardNeedsSomeLetters() {
        assertThat(found("match: 'message:*a*'"))
                .containsExactly(
                        "'message:*a*' has no 3 letters in a row and begins open: every event must be read in full for it");
        assertThat(found("match: 'message:*abc* AND host:a*'")).isEmpty();
    }

    @Test
    void aMatchThatContradictsItselfNeverFires() {
        for (String match : List.of(
                "a:1 AND a:2",
                "a:1 AND NOT a:1",
                "a:1 AND NOT a:*",
                "a:12 AND NOT a:1*",
                "a>5 AND a<3",
                "a>=5 AND a<5",
                "a:7 AND a<5",
                "level>=ERROR AND level<WARN",
                "ip:10.0.0.1 AND ip:192.168.0.0/16",
                "a:1 AND (a:2 OR (a:3 AND b:1))",
                "(a:1 AND a:2) OR (b:1 AND NOT b:1)")) {
            assertThat(found("match: '" + match + "'"))
                    .as(match)
                    .singleElement()
                    .asString()
                    .startsWith("can never fire");
        }
        assertThat(found("match: 'a:1 AND a:2'"))
                .containsExactly("can never fire: no event has a:1 and a:2 unless the field is a list");
    }

    @Test
    void conditionsThatCanNeverBeTrue() {
        assertThat(found("match: a:1", "when: ratio(a:2) > 5%", "within: 1m", "min_volume: 3"))
                .containsExactly("the ratio is always 0: no event of 'match' has a:1 and a:2");
        assertThat(found("match: a:1", "when: ratio(a:1) > 5%", "within: 1m", "min_volume: 3"))
                .containsExactly("the ratio is always 100%: it asks for what 'match' asks for");
        assertThat(found("match: a:1", "when: sequence", "within: 1m", "steps: [{match: 'b:1'}, {match: 'a:2'}]"))
                .containsExactly("can never fire: in step 'a:2' no event of 'match' has a:1 and a:2");
        assertThat(found("match: a:1", "by: [b]", "when: distinct(b) > 1", "within: 1m"))
                .containsExactly("can never fire: each key of 'by' has one 'b' only");
        assertThat(found("match: a:1", "when: distinct(a) > 1", "within: 1m"))
                .containsExactly("can never fire: 'match' allows one value of 'a', 1");
        assertThat(found("match: a:1", "by: [b]", "when: new(c)", "history: 1d", "learn_after: 2d"))
                .containsExactly("can never fire: a key is forgotten ('history') before it is known");
        assertThat(found("match: a:1", "by: [b]", "when: new(lower(b))", "learn_after: 1h"))
                .containsExactly("can never fire: each key of 'by' has one combination of these fields");
        assertThat(found("match: a:1", "by: [b]", "when: new(b)", "learn_after: 1h"))
                .as("the rule learns, and not each key")
                .isEmpty();
        assertThat(found("match: a:1", "by: [b]", "when: new(c)"))
                .singleElement()
                .asString()
                .contains("learn_after");
    }

    @Test
    void aFieldOfOneEventIsNoKey() {
        assertThat(found("match: a:1", "by: [message]"))
                .containsExactly("'message' is another one for nearly every event: use template(message)");
        assertThat(found("match: a:1", "by: [trace_id]"))
                .containsExactly(
                        "'trace_id' is another one for nearly every event: only a sequence can be split by it");
        assertThat(found("match: a:1", "by: ['template(message)']")).isEmpty();
        assertThat(found(
                        "match: '*'",
                        "by: [request_id]",
                        "when: sequence",
                        "within: 1m",
                        "steps: [{match: 'b:1'}, {match: 'a:2'}]"))
                .isEmpty();
    }

    @Test
    void rulesThatCountTheSameAreFoundWithTheFirst() {
        List<Problem> found = problems(
                new RuleText()
                        .and("alert: A", "match: a:1", "when: count() > 3", "within: 1m")
                        .and("alert: B", "match: a:1", "when: count() > 3", "within: 1m")
                        .and("alert: C", "match: a:1", "when: count() > 9", "within: 1m")
                        .and("alert: D", "match: a:1", "when: count() > 9", "within: 2m"),
                FieldKnowledge.NONE);

        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).isEqualTo(new Problem("a.yml", 8, 5, "is the same rule as 'A' in a.yml:4"));
        assertThat(found.getLast().message()).startsWith("counts the same as 'A' in a.yml:4: one rule can have");
    }

    @Test
    void fieldsThatWereNeverSeenHaveTheNearestOneWhereTheyStand() {
        List<Problem> found = problems(
                RuleText.rule(
                        "match: 'action:login AND extra.statuss:failed'",
                        "by: [usr]",
                        "when: ratio(lvel:ERROR) > 5%",
                        "within: 1m",
                        "min_volume: 3"),
                knowing(Set.of("action", "extra.status", "user", "level"), 0.1, 10));

        assertThat(found)
                .containsExactly(
                        new Problem(
                                "a.yml",
                                5,
                                "    match: 'action:login AND ".length() + 1,
                                "field 'extra.statuss' was never seen; did you mean 'extra.status'?"),
                        new Problem("a.yml", 6, 9, "field 'usr' was never seen; did you mean 'user'?"),
                        new Problem(
                                "a.yml",
                                7,
                                "    when: ratio(".length() + 1,
                                "field 'lvel' was never seen; did you mean 'level'?"));
    }

    @Test
    void measuresStepsAndListsAreAskedToo() {
        FieldKnowledge knowledge = knowing(Set.of("something"), 0.1, 1);
        for (String when :
                List.of("sum(x) > 3", "distinct(lower(x)) > 3", "distinct(x) < 3", "p95(x) > 3", "spike(avg(x)) > 3")) {
            assertThat(problems(RuleText.rule("match: something:1", "when: " + when, "within: 1m"), knowledge))
                    .as(when)
                    .extracting(Problem::message)
                    .containsExactly("field 'x' was never seen");
        }
        assertThat(problems(
                        RuleText.rule(
                                "match: something:1",
                                "when: sequence",
                                "within: 1m",
                                "steps: [{match: 'something:1'}, {match: 'x:1'}]"),
                        knowledge))
                .hasSize(1);
    }

    @Test
    void whatIsFarTooMuchOrNothingIsSaid() {
        RuleText rule = RuleText.rule("match: a:1", "by: [a]");

        assertThat(problems(rule, knowing(Set.of("a"), 0.25, 1)))
                .extracting(Problem::message)
                .containsExactly("matches 25.0 % of all events: more than a fifth is nothing unusual");
        assertThat(problems(rule, knowing(Set.of("a"), 0, 1)))
                .extracting(Problem::message)
                .containsExactly("matches none of the events that are stored");
        assertThat(problems(rule, knowing(Set.of("a"), 0.1, 60_000)))
                .extracting(Problem::message)
                .containsExactly("'a' has at least 60000 values, and 50000 keys are kept");
    }

    private static FieldKnowledge knowing(Set<String> names, double share, long distinct) {
        return new FieldKnowledge() {
            @Override
            public Set<String> names() {
                return names;
            }

            @Override
            public OptionalDouble share(Query query) {
                return OptionalDouble.of(share);
            }

            @Override
            public OptionalLong distinct(String field) {
                return OptionalLong.of(distinct);
            }
        };
    }

    private static List<String> found(String... lines) {
        return problems(RuleText.rule(lines), FieldKnowledge.NONE).stream()
                .map(Problem::message)
                .toList();
    }

    private static List<Problem> problems(RuleText text, FieldKnowledge knowledge) {
        return Lints.check(text.read(), knowledge).stream()
                .map(Finding::problem)
                .toList();
    }
}
