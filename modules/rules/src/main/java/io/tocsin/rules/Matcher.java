package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the rules that an event matches. Rules with the same {@code match} ask it once. All distinct queries are
 * asked for now; an index of what queries require would go behind {@link #matching}.
 */
final class Matcher {
    private final Group[] groups;

    Matcher(List<RuleState> rules) {
        Map<String, Group> byQuery = new LinkedHashMap<>();
        for (RuleState rule : rules) {
            Query query = rule.rule().match();
            byQuery.computeIfAbsent(query.print(), text -> new Group(query, new ArrayList<>()))
                    .rules()
                    .add(rule);
        }
        groups = byQuery.values().toArray(Group[]::new);
    }

    /** Hands over each rule that the event matches. */
    void matching(LogEvent event, Consumer<RuleState> each) {
        for (Group group : groups) {
            if (group.query.matches(event)) group.rules.forEach(each);
        }
    }

    private record Group(Query query, List<RuleState> rules) {}
}
