package io.tocsin.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * All rules of a folder, in the order of files and of rules in them; names are unique.
 *
 * @param profiles what is kept for rules that compare with the past of a key
 * @param places where the rules stand
 */
public record RuleSet(List<Rule> rules, List<Profile> profiles, Places places) {
    /** No rules at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of(), List.of());

    /** Rules that come from no file. */
    public RuleSet(List<Rule> rules, List<Profile> profiles) {
        this(rules, profiles, Places.NONE);
    }

    /** Keeps copies. */
    public RuleSet {
        rules = List.copyOf(rules);
        profiles = List.copyOf(profiles);
    }

    /** These rules and others, which come from elsewhere and have names of their own. */
    public RuleSet and(List<Rule> others) {
        if (others.isEmpty()) return this;
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(others);
        return new RuleSet(all, profiles, places);
    }
}
