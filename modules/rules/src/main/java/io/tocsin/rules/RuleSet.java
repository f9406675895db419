package io.tocsin.rules;

import java.util.List;

/** All rules of a folder, in the order of files and of rules in them; names are unique. */
public record RuleSet(List<Rule> rules) {
    /** No rules at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    /** Keeps a copy. */
    public RuleSet {
        rules = List.copyOf(rules);
    }
}
