package io.tocsin.rules;

import io.tocsin.query.And;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By which numbers an engine knows what its index finds: first, for each ratio, the events that it counts of its own, so that the rule
 * knows of them when its turn comes; then the rules, then the profiles. What most rules have decided by a field or two would be asked
 * of every event again otherwise.
 */
final class Numbering {
    private Numbering() {}

    /** The queries in the order of their numbers. */
    static List<Query> queries(RuleSet set) {
        List<Query> queries = new ArrayList<>();
        for (int ratio : ratios(set.rules())) queries.add(counted(set.rules().get(ratio)));
        set.rules().forEach(rule -> queries.add(rule.match()));
        set.profiles().forEach(profile -> queries.add(profile.match()));
        return queries;
    }

    /** The places of the rules that measure a ratio. */
    static int[] ratios(List<Rule> rules) {
        return IntStream.range(0, rules.size())
                .filter(i -> rules.get(i).when() instanceof RatioCondition)
                .toArray();
    }

    /** Only of what the rule matches, so that a part which is dear to ask is asked no more often than before. */
    private static Query counted(Rule rule) {
        Query part = ((RatioCondition) rule.when()).part();
        try {
            return new And(List.of(rule.match(), part));
        } catch (IllegalArgumentException tooLargeForOne) {
            return part;
        }
    }
}
