package io.tocsin.rules;

import java.util.List;

/** Looks for rules that count the same. */
final class DuplicateLints {
    private DuplicateLints() {}

    static void check(Rule rule, List<Rule> all, Lints lints) {
        for (Rule other : all) {
            if (other == rule) return;
            if (!isSame(rule, other)) continue;
            boolean equal = rule.limits().equals(other.limits());
            lints.add(
                    "duplicate",
                    rule,
                    "",
                    equal
                            ? "is the same rule as '" + other.name() + "' in " + lints.place(other)
                            : "counts the same as '" + other.name() + "' in " + lints.place(other)
                                    + ": one rule can have several severities, severity: {warning: \"> …\", critical: \"> …\"}");
            return;
        }
    }

    private static boolean isSame(Rule one, Rule other) {
        return one.records() == other.records()
                && one.match().print().equals(other.match().print())
                && one.when().equals(other.when())
                && one.within().equals(other.within())
                && one.by().equals(other.by())
                && one.lists().equals(other.lists());
    }
}
