package io.tocsin.server;

import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.rules.Profile;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleSet;
import java.util.List;
import java.util.stream.Stream;

/** Which events rules need to see of the past. */
final class Concern {
    /** A question of more parts costs the index more than reading everything. */
    private static final int PARTS_MAX = 50;

    private Concern() {}

    /** Finds every event that any of the rules or of their profiles asks for, and maybe more. */
    static Query of(RuleSet rules) {
        List<Query> matches = Stream.concat(
                        rules.rules().stream().map(Rule::match),
                        rules.profiles().stream().map(Profile::match))
                .distinct()
                .toList();
        return matches.isEmpty() || matches.size() > PARTS_MAX ? Query.parse("*") : Or.of(matches);
    }
}
