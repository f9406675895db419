package io.tocsin.server.rehearse;

import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds {@code budget: {pages_per_week: 3, night_pages: 0}} of groups and rules in rule files. */
public final class Budgets {
    private final Problems problems;
    private final List<Budget> found = new ArrayList<>();

    private Budgets(Problems problems) {
        this.problems = problems;
    }

    /** Every budget, in the order of the files. Only what is wrong with budgets is reported. */
    public static List<Budget> of(Map<String, String> texts, Problems problems) {
        Budgets budgets = new Budgets(problems);
        texts.forEach((file, text) -> {
            // What else is wrong with the file is the reader's of rules to say.
            Yaml root = YamlFile.read(file, text, new Problems());
            if (root instanceof Yaml.Mapping mapping) budgets.file(new Section(mapping, problems));
        });
        return budgets.found;
    }

    private void file(Section file) {
        for (Section group : file.sections("groups")) {
            Set<String> rules = new LinkedHashSet<>();
            for (Section rule : group.sections("rules")) {
                String name = rule.text("alert", "");
                rules.add(name);
                budget("rule " + name, Set.of(name), rule);
            }
            budget("group " + group.text("name", ""), rules, group);
        }
    }

    private void budget(String of, Set<String> rules, Section from) {
        Section budget = from.section("budget");
        if (budget == null) return;
        Long week = Given.orNull(budget, "pages_per_week", "a whole number", Budgets::count);
        Long night = Given.orNull(budget, "night_pages", "a whole number", Budgets::count);
        if (week == null && night == null && problems.isEmpty()) {
            problems.add(budget.mark(), "a budget needs 'pages_per_week' or 'night_pages'");
        }
        budget.done();
        found.add(new Budget(of, rules, week, night));
    }

    private static @org.jspecify.annotations.Nullable Long count(String text) {
        return text.matches("\\d{1,9}") ? Long.valueOf(text) : null;
    }
}
