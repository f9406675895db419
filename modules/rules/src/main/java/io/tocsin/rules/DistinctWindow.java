package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.List;

/**
 * Enough different values within a window: the state of {@code distinct}. An instant {@code t} is true when enough values lie
 * in (t - within, t]. Exact for every order of arrival within the lateness.
 *
 * <p>An event in order is the newest, and what the window holds is counted by one search. Out of order, the instants are
 * asked again that its value was missing from.
 */
final class DistinctWindow extends EagerWindow {
    private final KeyField field;
    private final MetValues values = new MetValues();
    private final Instants instants = new Instants();
    private final Recent recent = new Recent();

    DistinctWindow(Key key, DistinctCondition condition) {
        super(key);
        this.field = condition.field();
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        String value = field.of(event.fields());
        if (value == null) {
            rule.counters().unmeasured++;
            return;
        }
        long within = rule.terms().within();
        boolean inOrder = at >= values.newest();
        MetValues.Met met = values.find(value);
        if (met == null) met = open(value, rule);
        long presentUntil = Math.max(at, met.times.before(at + 1) + within);
        long presentFrom = Math.min(at + within, met.times.after(at));
        met.times.add(at, rule.watermark(), within);
        values.moved(met);
        instants.add(at, rule.watermark());
        recent.add(at, event.id());
        ask(at, rule);
        if (!inOrder) askAgain(presentUntil, presentFrom, at, rule);
        begin(rule);
    }

    private MetValues.Met open(String value, RuleState rule) {
        if (values.isFull()) {
            long expired = rule.watermark() - rule.terms().within();
            values.forget(rule.watermark(), expired, rule.terms().needed());
        }
        return values.add(value);
    }

    private void askAgain(long from, long before, long asked, RuleState rule) {
        for (int i = instants.from(from); i < instants.size() && instants.at(i) < before; i++) {
            if (instants.at(i) != asked) ask(instants.at(i), rule);
        }
    }

    private void ask(long at, RuleState rule) {
        if (isDecided(at, rule)) return;
        int count = count(at, rule);
        for (int tier = 0; tier < rule.limits().length; tier++) {
            if (count >= rule.limits()[tier].needed(at)) mark(tier, at, rule);
        }
    }

    private int count(long at, RuleState rule) {
        return values.count(at - rule.terms().within(), at);
    }

    @Override
    String value(long since, RuleState rule) {
        return Integer.toString(count(since, rule));
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        return recent.evidence(since, rule.terms().within());
    }

    @Override
    boolean isSpent(RuleState rule) {
        return values.newest() <= rule.watermark() - rule.terms().within();
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        values.save(out);
        instants.save(out);
        recent.save(out);
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        values.load(in);
        instants.load(in);
        recent.load(in);
    }
}
