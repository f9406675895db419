package io.tocsin.server.rehearse;

import io.tocsin.query.All;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.rules.BaselineCondition;
import io.tocsin.rules.NewCondition;
import io.tocsin.rules.Profile;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which events rules look at at all, and since when: what a store is asked for. */
final class Looks {
    /** What is usual is a matter of the last week. */
    private static final Duration BASELINE = Duration.ofDays(7);

    private Looks() {}

    /** How far back before the beginning rules must have looked to know what they know in life. */
    static Duration warmUp(List<Version> versions) {
        Duration longest = Duration.ZERO;
        for (Version version : versions) {
            longest = longer(longest, new RuleEngine(version.rules()).memory());
            for (Profile profile : version.rules().profiles()) longest = longer(longest, profile.keep());
            for (Rule rule : version.rules().rules()) {
                if (rule.when() instanceof NewCondition novelty) longest = longer(longest, novelty.history());
                if (rule.when() instanceof BaselineCondition) longest = longer(longest, BASELINE);
            }
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What any rule of these versions looks at; everything when that is too much to ask for. */
    static Query of(List<Version> versions) {
        Map<String, Query> distinct = new LinkedHashMap<>();
        for (Version version : versions) {
            for (Rule rule : version.rules().rules()) distinct.put(rule.match().print(), rule.match());
            for (Profile profile : version.rules().profiles())
                distinct.put(profile.match().print(), profile.match());
        }
        boolean everything = distinct.values().stream().anyMatch(query -> query instanceof All);
        if (everything || distinct.isEmpty()) return new All();
        try {
            return Or.of(List.copyOf(distinct.values()));
        } catch (IllegalArgumentException tooMany) {
            return new All();
        }
    }
}
