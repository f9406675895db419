package io.tocsin.rules;

import java.util.List;

/**
 * All rules of a folder, in the order of files and of rules in them; names are unique.
 *
 * @param profiles what is kept for rules that compare with the past of a key
 */
public record RuleSet(List<Rule> rules, List<Profile> profiles) {
    /** No rules at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of(), List.of());

    /** Keeps copies. */
    public RuleSet {
        rules = List.copyOf(rules);
        profiles = List.copyOf(profiles);
    }
}
