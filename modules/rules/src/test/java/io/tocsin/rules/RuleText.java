package io.tocsin.rules;

import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A rule file in a test, line by line, and what reading it says. */
final class RuleText {
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder group = new StringBuilder();
    private final StringBuilder rules = new StringBuilder();

    /** The lines of a rule named Test. */
    static RuleText rule(String... lines) {
        return new RuleText().and("alert: Test", lines);
    }

    /** Lines of the file, before its groups. */
    RuleText file(String... lines) {
        for (String line : lines) head.append(line).append('\n');
        return this;
    }

    /** Lines of the group, before its rules. */
    RuleText group(String... lines) {
        for (String line : lines) group.append("  ").append(line).append('\n');
        return this;
    }

    /** One more rule. */
    RuleText and(String first, String... lines) {
        rules.append("  - ").append(first).append('\n');
        for (String line : lines) rules.append("    ").append(line).append('\n');
        return this;
    }

    String yaml() {
        return head + "groups:\n- name: test\n" + group + "  rules:\n" + rules;
    }

    RuleSet read() {
        return Streams.rules(yaml());
    }

    Rule first() {
        return read().rules().getFirst();
    }

    List<String> problems() {
        return all().list().stream().map(Problem::message).toList();
    }

    /** {@code line:column}, of the first problem. */
    String place() {
        Problem first = all().list().getFirst();
        return first.line() + ":" + first.column();
    }

    List<String> problems(Path folder) {
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", yaml()), folder, problems);
        return problems.list().stream().map(Problem::message).toList();
    }

    List<String> warnings() {
        return all().warnings().stream().map(Problem::message).toList();
    }

    private Problems all() {
        Problems problems = new Problems();
        RuleFiles.parse(Map.of("a.yml", yaml()), problems);
        return problems;
    }
}
