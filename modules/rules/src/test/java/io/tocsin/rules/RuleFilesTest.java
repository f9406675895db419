package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Severity;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
    private static final String FULL = """
            groups:
            - name: security
              labels: {team: security}
              late: 10s
              rules:
              - alert: BruteForce
                match: action:login_failed
                by: [ip, extra.tenant]
                when: count() > 10
                within: 5m
                severity: Critical
                labels: {tier: one}
                annotations: {summary: "{{ $labels.extra_tenant }}: {{ $value }}", runbook: security-incident}
            """;

    @Test
    void aRuleHasWhatItsFileAndItsGroupSay() {
        Rule rule = read(FULL).getFirst();

        assertThat(rule.name()).isEqualTo("BruteForce");
        assertThat(rule.group()).isEqualTo("security");
        assertThat(rule.file()).isEqualTo("a.yml");
        assertThat(rule.by()).containsExactly(new KeyField("ip", "ip"), new KeyField("extra.tenant", "extra_tenant"));
        assertThat(rule.when()).isEqualTo(new CountCondition());
        assertThat(rule.limits().getFirst().needed(0)).isEqualTo(11);
        assertThat(rule.within()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.late()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rule.resolveAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.labels()).isEqualTo(Map.of("team", "security", "tier", "one"));
    }

    @Test
    void aRuleWithoutWhenFiresOnAnyMatchForAQuarterOfAnHour() {
        Rule rule = read(with("match: action:deploy")).getFirst();

        assertThat(rule.when()).isEqualTo(new AnyCondition());
        assertThat(rule.resolveAfter()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rule.late()).isEqualTo(Duration.ofSeconds(30));
        assertThat(rule.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aSeverityLabelIsTheSeverity() {
        Rule rule = read(with("match: '*'", "labels: {severity: warning}")).getFirst();

        assertThat(rule.limits().getFirst().severity()).isEqualTo("warning");
        assertThat(rule.labels()).isEmpty();
    }

    @Test
    void conditionsAreReadInAnySpacing() {
        assertThat(limit("count()>=10").needed(0)).isEqualTo(10);
        assertThat(limit("count()  >  1_000").needed(0)).isEqualTo(1001);
        assertThat(limit("count() > 2.5").needed(0)).isEqualTo(3);
        assertThat(when("absent()")).isInstanceOf(AbsentCondition.class);
        assertThat(when("absent")).isInstanceOf(AbsentCondition.class);
        assertThat(limit("ratio(level:ERROR) > 5 %")).isEqualTo(limit("ratio(level:ERROR) > 0.05"));
        assertThat(limit("ratio(a:1) <= 99.5%").value()).isEqualTo(0.995);
        assertThat(when("ratio((a:1 OR b:2) AND NOT c:3) <= 99.5%").print()).contains("a:1", "b:2", "c:3");
    }

    @Test
    void aQueryErrorIsReportedWhereItStands() {
        assertThat(problems(with("match: 'status:500 AND (a:1'")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(5);
                    assertThat(problem.column()).isGreaterThan("    match: 'status:500".length());
                    assertThat(problem.message()).startsWith("cannot read 'match': ");
                });
    }

    @Test
    void aConditionErrorIsReportedWhereItStands() {
        assertThat(problems(with("match: '*'", "within: 5m", "when: cuont() > 10")))
                .containsExactly(new Problem(
                        "a.yml", 7, 11, "cannot read 'when': unknown condition 'cuont', did you mean 'count'?"));
        assertThat(problems(with("match: '*'", "within: 5m", "when: count() >> 10")))
                .containsExactly(new Problem("a.yml", 7, 20, "cannot read 'when': expected a number after '>'"));
        assertThat(problems(with("match: '*'", "within: 5m", "when: \"count() > 10s\"")))
                .containsExactly(
                        new Problem("a.yml", 7, 24, "cannot read 'when': count() takes a plain number, not 's'"));
    }

    @Test
    void anErrorInsideOfABlockIsReportedOnItsLine() {
        List<Problem> found =
                problems(with("match: '*'", "within: 5m", "when: |", "  ratio(level:ERROR)", "    > many"));

        assertThat(found)
                .containsExactly(new Problem("a.yml", 9, 11, "cannot read 'when': expected a number after '>'"));
    }

    @Test
    void conditionsThatMakeNoSenseSaySo() {
        assertThat(whenProblem("count()")).contains("expected a comparison, as in count() > 10");
        assertThat(whenProblem("count() < 0")).contains("can never be true");
        assertThat(whenProblem("count() >= 0")).contains("always true");
        assertThat(whenProblem("count(level:ERROR) > 3")).contains("count() takes no argument");
        assertThat(whenProblem("ratio() > 5%")).contains("ratio needs a query");
        assertThat(whenProblem("ratio(level:ERROR) > 5")).contains("a ratio is at most 1, did you mean 5%?");
        assertThat(whenProblem("ratio(level:ERROR > 5%")).contains("missing ')'");
        assertThat(whenProblem("absent() > 5m")).contains("how long is said by 'within'");
        assertThat(whenProblem("median(duration_ms) > 2000")).contains("known are any, count, rate, sum, avg");
        assertThat(whenProblem("count() > 3 and more")).contains("unexpected 'more' after the number");
    }

    @Test
    void keysThatDoNotFitTheConditionAreProblems() {
        assertThat(messages("match: '*'", "when: count() > 3", "within: 1m", "for: 5m"))
                .singleElement()
                .asString()
                .contains("cannot use 'for' here: it fires on the event itself, use a count");
        assertThat(messages("match: '*'", "within: 5m"))
                .singleElement()
                .asString()
                .contains("any has no window");
        assertThat(messages("match: '*'", "when: count() > 3"))
                .containsExactly("'within' is required with count() > 3");
        assertThat(messages("match: '*'", "min_volume: 3")).hasSize(1);
        assertThat(messages("match: '*'", "keys: [a]")).hasSize(1);
        assertThat(messages("match: '*'", "when: absent()", "within: 1m", "resolve_after: 1m"))
                .hasSize(1);
        assertThat(messages("match: '*'", "when: absent()", "within: 1m", "by: [a, b]", "keys: [x]"))
                .containsExactly("'keys' needs exactly one field in 'by', not 2");
        assertThat(messages("match: '*'", "when: absent()", "within: 1h", "forget: 1h"))
                .hasSize(1);
    }

    @Test
    void unknownKeysAreProblemsWithTheNearestOne() {
        assertThat(messages("match: '*'", "anotations: {a: b}"))
                .containsExactly("unknown key 'anotations', did you mean 'annotations'?");
        assertThat(messages("match: '*'", "severity: critcal"))
                .containsExactly("unknown severity 'critcal', did you mean 'critical'?");
    }

    @Test
    void anAlertNameIsGivenOnceOverAllFiles() {
        Problems problems = new Problems();

        RuleFiles.parse(new TreeMap<>(Map.of("a.yml", FULL, "b.yml", FULL)), problems);

        assertThat(problems.list())
                .containsExactly(new Problem("b.yml", 6, 12, "alert 'BruteForce' is already defined in a.yml:6"));
    }

    @Test
    void labelsThatClashAreProblems() {
        assertThat(messages("match: '*'", "by: [service]", "labels: {service: x}"))
                .hasSize(1);
        assertThat(messages("match: '*'", "by: [a.b, a_b]")).containsExactly("'by' has the label 'a_b' twice");
        assertThat(messages("match: '*'", "labels: {alertname: x}")).hasSize(1);
        assertThat(messages("match: '*'", "labels: {a-b: x}")).hasSize(1);
        assertThat(messages("match: '*'", "by: [a, b, c, d, e, f, g, h, i]"))
                .containsExactly("cannot split by 9 fields: at most 8");
        assertThat(messages("match: '*'", "by: ['lwer(user)']"))
                .containsExactly("'by' must be field names: unknown function 'lwer', did you mean 'lower'?");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(messages("match: '('", "when: foo()", "severity: x", "wthin: 5m"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void whatWorksButIsNotMeantIsAWarning() {
        assertThat(warnings("match: '*'", "severity: p0"))
                .singleElement()
                .asString()
                .contains("without a runbook");
        assertThat(warnings("match: '*'", "when: ratio(a:1) > 5%", "within: 1m"))
                .singleElement()
                .asString()
                .contains("ratio without min_volume: 20 events");
        assertThat(warnings("match: '*'", "by: [service]", "annotations: {summary: '{{ $labels.servce }}'}"))
                .containsExactly("'summary' will be empty at {{ $labels.servce }}, did you mean 'service'?");
    }

    @Test
    void aFolderIsReadInTheOrderOfNamesWithoutItsTests(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.yaml"), with("match: '*'"));
        Files.writeString(folder.resolve("a.yml"), FULL);
        Files.writeString(folder.resolve("a.test.yml"), "tests: []");
        Files.writeString(folder.resolve("notes.txt"), "notes");
        Problems problems = new Problems();

        RuleSet rules = RuleFiles.load(folder, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(rules.rules()).extracting(Rule::name).containsExactly("BruteForce", "Test");
    }

    @Test
    void aMissingFolderHasNoRules(@TempDir Path folder) {
        Problems problems = new Problems();

        assertThat(RuleFiles.load(folder.resolve("none"), problems).rules()).isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void brokenFilesAreProblemsAndNeverExceptions() {
        for (String text : List.of("", "x", "[]", "groups: 3", "groups: [1]", "groups: {", "groups: [{rules: [{}]}]")) {
            RuleFiles.parse(Map.of("a.yml", text), new Problems());
        }
        assertThat(problems("groups: [{rules: [{}]}]"))
                .extracting(Problem::message)
                .containsExactly("'name' is required", "'alert' is required", "'match' is required");
    }

    @Test
    void theShippedRulesAreFreeOfProblemsAndWarnings() {
        Problems problems = new Problems();

        RuleSet rules = RuleFiles.load(Path.of(System.getProperty("tocsin.root", "."), "rules"), problems);

        assertThat(problems.list()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(rules.rules())
                .isNotEmpty()
                .allSatisfy(rule ->
                        assertThat(rule.annotations()).containsKeys("summary", "description", "runbook", "dashboard"));
    }

    private static String with(String... lines) {
        StringBuilder yaml = new StringBuilder("groups:\n- name: test\n  rules:\n  - alert: Test\n");
        for (String line : lines) yaml.append("    ").append(line).append('\n');
        return yaml.toString();
    }

    private static List<Rule> read(String yaml) {
        return Streams.rules(yaml).rules();
    }

    private static Limit limit(String text) {
        return read(with("match: '*'", "within: 5m", "when: '" + text + "'"))
                .getFirst()
                .limits()
                .getFirst();
    }

    private static Condition when(String text) {
        return read(with("match: '*'", "within: 1m", "when: " + text))
                .getFirst()
                .when();
    }

    private static List<Problem> problems(String yaml) {
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", yaml), problems);
        return problems.list();
    }

    private static List<String> messages(String... lines) {
        return problems(with(lines)).stream().map(Problem::message).toList();
    }

    private static String whenProblem(String when) {
        List<String> messages = messages("match: '*'", "within: 1m", "when: " + when);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static List<String> warnings(String... lines) {
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", with(lines)), problems);
        assertThat(problems.list()).isEmpty();
        return problems.warnings().stream().map(Problem::message).toList();
    }
}
