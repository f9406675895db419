package io.tocsin.rules;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events that an expression is true of: each is a true instant, as with {@code any}. When the expression compares with
 * profiles, the event waits in {@link Profiles} until the watermark has passed it, and comes back through {@link #decided}.
 */
final class EventWindow extends EagerWindow {
    private static final int TOLD_MAX = Evidence.IDS_MAX;

    private final Expression expression;
    private final boolean waits;
    private final Deque<Told> told = new ArrayDeque<>(1);

    private record Told(long at, long id, String value) {}

    EventWindow(Key key, EventCondition condition) {
        super(key);
        this.expression = condition.expression();
        this.waits = !condition.eager();
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        if (waits) {
            rule.profiles().ask(at, event, rule, key);
            return;
        }
        Facts facts = event.fields()::first;
        if (expression.ask(facts) == Verdict.YES) decided(at, event.id(), expression.explain(facts), rule);
    }

    /** The expression is true of an event; the value is what was compared. */
    void decided(long at, long id, String value, RuleState rule) {
        if (told.size() == TOLD_MAX) told.removeFirst();
        told.addLast(new Told(at, id, value));
        for (int tier = 0; tier < rule.limits().length; tier++) mark(tier, at, rule);
        begin(rule);
    }

    @Override
    String value(long since, RuleState rule) {
        return told.stream()
                .filter(each -> each.at == since)
                .map(Told::value)
                .sorted()
                .findFirst()
                .orElse("");
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        return told.stream()
                .filter(each -> each.at == since)
                .map(each -> EventId.text(each.id))
                .collect(Collectors.toList());
    }

    @Override
    boolean isSpent(RuleState rule) {
        return true;
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        // What is true is in the spans, and what waits is in the profiles.
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        // Nothing was written.
    }
}
