package io.tocsin.server.rehearse;

import io.tocsin.rules.Rule;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds {@code budget: {pages_per_week: 3, night_pages: 0}} of rules, and of groups as a whole. */
public final class Budgets {
    private final List<Rule> rules;
    private final List<Budget> found = new ArrayList<>();

    private Budgets(Version version) {
        this.rules = version.rules().rules();
    }

    /** Every budget of rules that were read and found good: first those of rules, then those of groups. */
    public static List<Budget> of(Version version) {
        Budgets budgets = new Budgets(version);
        budgets.rules.forEach(budgets::rule);
        version.texts().forEach(budgets::file);
        return budgets.found;
    }

    private void rule(Rule rule) {
        io.tocsin.rules.Budget budget = rule.budget();
        if (budget == null) return;
        Double week = budget.pagesPerWeek() < 0 ? null : Double.valueOf(budget.pagesPerWeek());
        Long night = budget.nightPages() < 0 ? null : Long.valueOf(budget.nightPages());
        found.add(new Budget("rule " + rule.name(), Set.of(rule.name()), week, night));
    }

    /** A group is no object of its own once it is read, so its budget is looked for in the text. */
    private void file(String name, String text) {
        Yaml root = YamlFile.read(name, text, new Problems());
        if (!(root instanceof Yaml.Mapping mapping)) return;
        for (Section group : new Section(mapping, new Problems()).sections("groups")) {
            Section budget = group.section("budget");
            if (budget != null) group(name, group.text("name", ""), budget);
        }
    }

    private void group(String file, String name, Section budget) {
        Set<String> members = rules.stream()
                .filter(rule -> rule.file().equals(file) && rule.group().equals(name))
                .map(Rule::name)
                .collect(Collectors.toSet());
        found.add(new Budget("group " + name, members, number(budget, "pages_per_week"), whole(budget)));
    }

    private static @Nullable Double number(Section budget, String key) {
        return budget.has(key) ? budget.scalar(key, 0.0, "a number", Double::valueOf) : null;
    }

    private static @Nullable Long whole(Section budget) {
        return budget.has("night_pages") ? budget.number("night_pages", 0) : null;
    }
}
