package io.tocsin.server.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of all tests.
 *
 * @param untested rules of the files under test that no test expects anything of
 */
public record TestReport(List<Outcome> outcomes, List<String> untested) {
    public TestReport {
        outcomes = List.copyOf(outcomes);
        untested = List.copyOf(untested);
    }

    /** The report on files and the outcomes of their tests. */
    public static TestReport of(List<TestFile> files, List<Outcome> outcomes) {
        Set<String> rules = new LinkedHashSet<>();
        Set<String> expected = new LinkedHashSet<>();
        for (TestFile file : files) {
            file.rules().rules().stream().filter(rule -> !rule.records()).forEach(rule -> rules.add(rule.name()));
            for (RuleTest test : file.tests()) test.expectations().forEach(each -> expected.add(alert(each)));
        }
        rules.removeAll(expected);
        return new TestReport(outcomes, List.copyOf(rules));
    }

    private static String alert(Expectation expectation) {
        return switch (expectation) {
            case Expectation.Firing firing -> firing.alert();
            case Expectation.Message message -> message.alert();
        };
    }

    /** How many tests failed. */
    public long failed() {
        return outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String file = "";
        for (Outcome outcome : outcomes) {
            if (!outcome.file().equals(file)) text.append(outcome.file()).append('\n');
            file = outcome.file();
            text.append("  %-4s  %s (%d events)\n"
                    .formatted(outcome.passed() ? "ok" : "FAIL", outcome.test(), outcome.events()));
            for (String failure : outcome.failures())
                text.append("        ").append(failure).append('\n');
        }
        if (!untested.isEmpty())
            text.append("no test expects anything of: ")
                    .append(String.join(", ", untested))
                    .append('\n');
        String tests = outcomes.size() == 1 ? "1 test" : outcomes.size() + " tests";
        long failed = failed();
        return text.append(failed == 0 ? "good: " + tests : failed + " of " + tests + " failed")
                .append('\n')
                .toString();
    }

    /** As JSON values. */
    public Map<String, Object> json() {
        List<Object> tests = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("file", outcome.file());
            test.put("name", outcome.test());
            test.put("passed", outcome.passed());
            test.put("events", outcome.events());
            test.put("failures", outcome.failures());
            tests.add(test);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tests", outcomes.size());
        json.put("failed", failed());
        json.put("untested", untested);
        json.put("results", tests);
        return json;
    }

    /** As JUnit's XML. */
    public String junit() {
        return Junit.of(
                "tocsin rules test",
                outcomes.stream()
                        .map(outcome -> new Junit.Case(outcome.file(), outcome.test(), outcome.failures()))
                        .toList());
    }
}
