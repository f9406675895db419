package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.match.QueryIndex;
import java.util.List;
import java.util.function.Consumer;

/** Finds the rules that an event matches. */
final class Matcher {
    private final QueryIndex<RuleState> index;

    Matcher(List<RuleState> rules) {
        index = new QueryIndex<>(rules, rule -> rule.rule().match());
    }

    /** Hands over each rule that the event matches, in the order of the rules. */
    void matching(LogEvent event, Consumer<RuleState> each) {
        index.matching(event, each);
    }
}
