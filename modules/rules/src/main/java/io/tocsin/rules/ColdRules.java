package io.tocsin.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that have seen nothing: which they are, how far back they have to read, and how they go on from who has read. */
final class ColdRules {
    private ColdRules() {}

    /** Their names, in the order of the rules. */
    static Set<String> names(List<RuleState> rules) {
        Set<String> cold = new LinkedHashSet<>();
        for (RuleState rule : rules) if (rule.cold()) cold.add(rule.rule().name());
        return cold;
    }

    /** Has those that wait go on from others of their names, which must not be used any more; gives whom this was done to. */
    static Set<String> join(List<RuleState> rules, List<RuleState> warmed, Outbox outbox) {
        Map<String, RuleState> filled = new HashMap<>();
        for (RuleState rule : warmed) filled.put(rule.rule().name(), rule);
        Set<String> joined = new HashSet<>();
        for (RuleState rule : rules) {
            RuleState other = filled.get(rule.rule().name());
            if (other == null || !rule.warming() || !other.rule().measuresLike(rule.rule())) continue;
            rule.join(other);
            joined.add(rule.rule().name());
            rule.firing().forEach(outbox::fired);
        }
        return joined;
    }

    /** The names of the profiles that some of the rules ask. */
    static Set<String> asked(List<RuleState> rules, Set<String> names) {
        Set<String> asked = new HashSet<>();
        for (RuleState rule : rules) {
            boolean asks = names.contains(rule.rule().name());
            if (asks && rule.rule().when() instanceof EventCondition event)
                asked.addAll(event.expression().profiles());
        }
        return asked;
    }

    /** The names of those that measure what they measured before. */
    static Set<String> same(Map<String, RuleState> rules, Map<String, RuleState> before) {
        Set<String> same = new HashSet<>();
        rules.forEach((name, rule) -> {
            RuleState old = before.get(name);
            if (old != null && old.rule().measuresLike(rule.rule())) same.add(name);
        });
        return same;
    }

    /** How far back in event time events must be seen to fill the windows of these. */
    static Duration memory(List<RuleState> rules, Profiles profiles) {
        return rules.stream()
                .map(state -> memory(state.rule(), profiles))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Duration memory(Rule rule, Profiles profiles) {
        Duration learning = rule.when() instanceof AbsentCondition absent ? absent.learnAfter() : Duration.ZERO;
        Duration past = Grid.reach(rule).plus(profiles.memoryOf(rule)).plus(learning);
        // What was true before the window began may still hold.
        return past.plus(rule.late()).plus(rule.hold()).plus(rule.resolveAfter());
    }
}
