package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists, recordings, budgets, profiles and the other keys that stand beside a condition. */
class RuleKeysTest {
    private static final String LISTS = "lists: {exits: lists/tor.txt}";

    @Test
    void listsNarrowWhatARuleSees(@TempDir Path folder) throws IOException {
        list(folder, "# exits\n10.0.0.7\n\n  Host.Example  # with a name\n");
        String yaml = RuleText.rule("match: a:1", "in: {ip: exits}", "not_in: {lower(user): [exits]}")
                .file(LISTS)
                .yaml();
        Rule rule = RuleFiles.parse(Map.of("a.yml", yaml), folder, new Problems())
                .rules()
                .getFirst();

        assertThat(rule.admits(fields("ip", "10.0.0.7"))).isTrue();
        assertThat(rule.admits(fields("ip", "host.EXAMPLE", "user", "x"))).isTrue();
        assertThat(rule.admits(fields("ip", "10.0.0.8"))).isFalse();
        assertThat(rule.admits(fields("user", "x"))).isFalse();
        assertThat(rule.admits(fields("ip", "10.0.0.7", "user", "HOST.example")))
                .isFalse();
    }

    @Test
    void anEditedListKeepsWindowsAndAnotherListDoesNot() {
        Rule rule = RuleText.rule("match: a:1").first();
        Rule one = with(rule, new ValueList("a", Set.of("x")), true);

        assertThat(one.measuresLike(with(rule, new ValueList("a", Set.of("y")), true)))
                .isTrue();
        assertThat(one.measuresLike(with(rule, new ValueList("b", Set.of("x")), true)))
                .isFalse();
        assertThat(one.measuresLike(with(rule, new ValueList("a", Set.of("x")), false)))
                .isFalse();
        assertThat(one.measuresLike(rule)).isFalse();
    }

    private static Rule with(Rule rule, ValueList list, boolean inside) {
        return new Rule(
                rule.name(),
                rule.group(),
                rule.file(),
                rule.match(),
                rule.by(),
                rule.when(),
                rule.within(),
                rule.late(),
                rule.hold(),
                rule.resolveAfter(),
                rule.limits(),
                rule.labels(),
                rule.annotations(),
                false,
                null,
                List.of(new Membership(KeyField.of("ip"), List.of(list), inside)));
    }

    @Test
    void listsThatCannotBeReadSaySo(@TempDir Path folder) throws IOException {
        assertThat(RuleText.rule("match: a:1").file(LISTS).problems(folder))
                .containsExactly("cannot read list 'lists/tor.txt': there is no such file in the rules folder");
        assertThat(RuleText.rule("match: a:1").file("lists: {a: ../secret}").problems(folder))
                .containsExactly("cannot read list '../secret': it must lie in the rules folder, named from there");
        assertThat(RuleText.rule("match: a:1").file("lists: {a: /etc/passwd}").problems(folder))
                .hasSize(1);
        Problems elsewhere = new Problems();
        String text = RuleText.rule("match: a:1").file(LISTS).yaml();
        RuleFiles.parse(Map.of("a.yml", text), name -> name.equals("lists/tor.txt") ? "x" : null, elsewhere);
        assertThat(elsewhere.list()).isEmpty();
        assertThat(RuleText.rule("match: a:1").file("lists: {a: }").problems(folder))
                .containsExactly("list 'a' needs a file, as in a: lists/a.txt");
        assertThat(RuleText.rule("match: a:1").file(LISTS).problems())
                .containsExactly("cannot read list 'lists/tor.txt': these rules come from no folder");
        list(folder, "x\n".repeat(3));
        assertThat(RuleText.rule("match: a:1", "in: {ip: exitz}").file(LISTS).problems(folder))
                .containsExactly("unknown list 'exitz', did you mean 'exits'?");
        assertThat(RuleText.rule("match: a:1", "in: {'uper(ip)': exits}")
                        .file(LISTS)
                        .problems(folder))
                .hasSize(1);
        assertThat(RuleText.rule("match: a:1", "in: {}").problems(folder))
                .containsExactly("'in' must name a field and a list, as in {ip: tor_exits}");
    }

    @Test
    void aListHasALimit(@TempDir Path folder) throws IOException {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i <= ListFiles.VALUES_MAX; i++) values.append(i).append('\n');
        list(folder, values.toString());

        assertThat(RuleText.rule("match: a:1").file(LISTS).problems(folder))
                .containsExactly("cannot read list 'lists/tor.txt': it has more than 500000 values");
    }

    private static void list(Path folder, String text) throws IOException {
        Files.createDirectories(folder.resolve("lists"));
        Files.writeString(folder.resolve("lists/tor.txt"), text);
    }

    private static Fields fields(String... pairs) {
        return Streams.event(1, 0, pairs).fields();
    }

    @Test
    void whatOneFileDefinesAllOthersMayUse() {
        Problems problems = new Problems();
        String uses = RuleText.rule("match: a:1", "when: count() > 3", "within: 1m", "schedule: {business: '> 30'}")
                .yaml();
        String defines = "calendars: {business: {timezone: UTC, hours: [{days: mon-fri}]}}";

        RuleSet rules = RuleFiles.parse(new TreeMap<>(Map.of("a.yml", uses, "z.yml", defines)), problems);

        assertThat(problems.list()).isEmpty();
        assertThat(rules.rules().getFirst().limits().getFirst().exceptions()).hasSize(1);
    }

    @Test
    void keepFiringForIsTheNameThatPrometheusHas() {
        assertThat(RuleText.rule("match: a:1", "keep_firing_for: 7m").first().resolveAfter())
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(RuleText.rule("match: a:1", "keep_firing_for: 7m", "resolve_after: 7m")
                        .problems())
                .containsExactly("'keep_firing_for' and 'resolve_after' are the same: use one of them");
        assertThat(RuleText.rule("match: a:1", "when: absent()", "within: 1m", "keep_firing_for: 7m")
                        .problems())
                .containsExactly("cannot use 'keep_firing_for' here: a silence ends with the next event");
    }

    @Test
    void aMissingFieldIsKeptWhereTheRuleSaysSo() {
        Rule rule = RuleText.rule("match: a:1", "by: [user, lower(host)]", "missing: keep")
                .first();

        assertThat(rule.by()).allMatch(KeyField::keepsMissing);
        assertThat(RuleText.rule("match: a:1", "by: [user]", "missing: skip")
                        .first()
                        .by())
                .noneMatch(KeyField::keepsMissing);
        assertThat(RuleText.rule("match: a:1", "by: [user]", "missing: drop").problems())
                .containsExactly("'missing' must be skip or keep, not 'drop'");
        assertThat(RuleText.rule("match: a:1", "missing: keep").problems()).hasSize(1);
    }

    @Test
    void aMeasureCanBeRecorded() {
        RuleSet rules = new RuleText()
                .and("record: orders_per_second", "match: a:1", "by: [shop]", "when: rate()", "within: 1m")
                .and("record: errors", "match: a:1", "when: ratio(b:1)", "within: 1m", "min_volume: 3")
                .and("record: users", "match: a:1", "when: distinct(user)", "within: 1m")
                .read();

        assertThat(rules.rules()).allMatch(Rule::records);
        assertThat(rules.rules().getFirst().when()).isEqualTo(new MeasureCondition(new Measure.Rate(), 0));
        assertThat(rules.rules().getFirst().limits()).containsExactly(Limit.always("medium"));
        assertThat(rules.rules().getLast().when()).isInstanceOf(MeasureCondition.class);
    }

    @Test
    void recordingsThatMakeNoSenseSaySo() {
        assertThat(record("when: count() > 3", "within: 1m"))
                .containsExactly(
                        "cannot read 'when': cannot compare a rule that records: every value is recorded, other rules compare it");
        assertThat(record("when: any"))
                .containsExactly(
                        "only what is measured over a window can be recorded, such as count() or p95(duration_ms)");
        assertThat(record("when: count()", "within: 1m", "severity: high"))
                .containsExactly("cannot use 'severity' here: what is recorded is no alert");
        assertThat(new RuleText()
                        .and("record: x", "alert: y", "match: a:1", "when: rate()", "within: 1m")
                        .problems())
                .containsExactly("a rule is either an 'alert' or a 'record'");
    }

    private static List<String> record(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "match: a:1";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return new RuleText().and("record: x", all).problems();
    }

    @Test
    void aBudgetLimitsPages() {
        assertThat(RuleText.rule("match: a:1", "budget: {pages_per_week: 0.5, night_pages: 0}")
                        .first()
                        .budget())
                .isEqualTo(new Budget(0.5, 0));
        assertThat(RuleText.rule("match: a:1", "budget: {night_pages: 2}")
                        .first()
                        .budget())
                .isEqualTo(new Budget(-1, 2));
        assertThat(RuleText.rule("match: a:1", "budget: {pages_per_week: -1}").problems())
                .containsExactly("'pages_per_week' must be a number such as 3 or 0.5, not '-1'");
        assertThat(RuleText.rule("match: a:1", "budget: {night_pages: -1}").problems())
                .hasSize(1);
        assertThat(RuleText.rule("match: a:1", "budget: {}").problems()).hasSize(1);
        assertThat(RuleText.rule("match: a:1", "budget: {pages: 3}").problems()).hasSize(2);
    }

    @Test
    void profilesAreReadWithTheirValues() {
        Profile profile = profile(
                        "match: action:transaction",
                        "by: [user]",
                        "values: {mean: avg(amount), places: values(city), usual: 'top(city, 3)', last: last(ip)}")
                .read()
                .profiles()
                .getFirst();

        assertThat(profile.name()).isEqualTo("spend");
        assertThat(profile.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(profile.values())
                .isEqualTo(Map.of(
                        "mean", new Profile.Value.Number(new Measure.Average("amount")),
                        "places", new Profile.Value.Known(KeyField.of("city")),
                        "usual", new Profile.Value.Top(KeyField.of("city"), 3),
                        "last", new Profile.Value.Last(KeyField.of("ip"))));
    }

    @Test
    void profilesThatMakeNoSenseSaySo() {
        assertThat(profile("match: a:1", "by: [user]").problems())
                .containsExactly("'values' is required, as in values: {mean: avg(extra.amount)}");
        assertThat(profile("match: a:1", "values: {m: avg(a)}").problems())
                .containsExactly("'by' is required: a profile is kept for each of its keys");
        assertThat(profile("match: a:1", "by: [user]", "keep: 1y", "values: {m: avg(a)}")
                        .problems())
                .containsExactly("'keep' must be 1m to 90d, not 365d");
        assertThat(profile("match: a:1", "by: [user]", "values: {m: aveg(a)}").problems())
                .containsExactly("cannot read 'm': unknown value 'aveg', did you mean 'avg'?");
        assertThat(profile("match: a:1", "by: [user]", "values: {m: top(a)}").problems())
                .containsExactly("cannot read 'm': top() takes a field and how many, as in top(extra.location, 3)");
        assertThat(profile("match: a:1", "by: [user]", "values: {m-n: avg(a)}").problems())
                .containsExactly("'m-n' is no name: letters, digits and underscores only");
        assertThat(profile("match: (", "by: [user]", "values: {m: avg(a)}").problems())
                .hasSize(1);
        assertThat(profile("match: a:1", "by: [user]", "values: {m: avg(a) + 1}")
                        .problems())
                .containsExactly("cannot read 'm': unexpected '+ 1'");
    }

    private static RuleText profile(String... lines) {
        RuleText text = RuleText.rule("match: a:1").group("profiles:", "- name: spend");
        for (String line : lines) text.group("  " + line);
        return text;
    }

    @Test
    void labelsMayNameOthers() {
        assertThat(RuleText.rule("match: a:1", "by: [service]", "labels: {owner: '{{ $labels.service }}-team'}")
                        .warnings())
                .isEmpty();
        assertThat(RuleText.rule("match: a:1", "by: [service]", "labels: {owner: '{{ $labels.servce }}'}")
                        .warnings())
                .containsExactly("'owner' will be empty at {{ $labels.servce }}, did you mean 'service'?");
        assertThat(RuleText.rule("match: a:1", "labels: {seen: '{{ $value }}'}").warnings())
                .containsExactly("'seen' holds a value: each value is another alert to routing");
    }

    @Test
    void labelsAreFilledAndMissingFieldsKeptWhenARuleFires() {
        RuleSet rules = RuleText.rule(
                        "match: a:1", "by: [user]", "missing: keep", "labels: {owner: 'of {{ $labels.user }}'}")
                .read();

        List<Firing> told = Streams.feed(
                new RuleEngine(rules),
                List.of(Streams.event(1, 0, "a", "1"), Streams.event(2, 0, "a", "1", "user", "x")));

        assertThat(Streams.told(told)).containsExactly("fired owner=of ∅,user=∅ 0", "fired owner=of x,user=x 0");
    }

    @Test
    void whatIsInNoListIsNotCounted(@TempDir Path folder) throws IOException {
        list(folder, "10.0.0.7");
        String yaml = RuleText.rule("match: a:1", "by: [ip]", "not_in: {ip: exits}")
                .file(LISTS)
                .yaml();
        RuleSet rules = RuleFiles.parse(Map.of("a.yml", yaml), folder, new Problems());

        List<Firing> told = Streams.feed(
                new RuleEngine(rules),
                List.of(
                        Streams.event(1, 0, "a", "1", "ip", "10.0.0.7"),
                        Streams.event(2, 0, "a", "1", "ip", "10.0.0.8")));

        assertThat(Streams.told(told)).containsExactly("fired ip=10.0.0.8 0");
    }

    @Test
    void brokenDefinitionsAreProblemsAndNeverExceptions() {
        for (String key : List.of("calendars", "lists", "profiles", "groups")) {
            for (String value :
                    List.of("3", "[]", "[1]", "{a: }", "{a: 3}", "{a: []}", "{a: {}}", "[{}]", "{'': {}}")) {
                Problems problems = new Problems();
                RuleFiles.parse(Map.of("a.yml", key + ": " + value), problems);
                RuleFiles.parse(Map.of("a.yml", "groups: [{name: x, " + key + ": " + value + "}]"), problems);
                assertThat(problems.list())
                        .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(1));
            }
        }
        for (String key : List.of("severity", "schedule", "in", "not_in", "budget", "steps", "by", "keys", "labels")) {
            for (String value : List.of("3", "[1]", "{a: }", "{a: {}}", "[{}]", "[[1]]", "{a: [{}]}")) {
                List<Problem> found = problems("when: count()", key + ": " + value);
                assertThat(found).isNotEmpty();
            }
        }
    }

    private static List<Problem> problems(String... lines) {
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", RuleText.rule(lines).yaml()), problems);
        return problems.list();
    }
}
