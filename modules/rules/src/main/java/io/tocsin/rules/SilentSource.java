package io.tocsin.rules;

import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Map;

/**
 * The silence of all keys of an {@code absent()} rule at once, told as one alert with the label {@code
 * source="all"} in place of the by-fields. It ends with the next event of any key, and from there each key has
 * the whole window to be heard again.
 */
final class SilentSource extends KeyWindow {
    static final String LABEL = "source";

    private final Roster roster;

    SilentSource(Roster roster) {
        super(Key.of());
        this.roster = roster;
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        throw new IllegalStateException("cannot add an event to a source: keys hear them");
    }

    @Override
    void resume(int tier, RuleState rule) {
        roster.spans().add(startOf(0) - rule.terms().within(), 0);
    }

    long due(RuleState rule) {
        Spans spans = roster.spans();
        if (spans.isEmpty()) return Deadlines.NEVER;
        if (firing() && spans.size() > 1) return spans.first(1);
        return spans.last(0) + rule.terms().within() + 1;
    }

    @Override
    void settle(RuleState rule) {
        Spans spans = roster.spans();
        int span = 0;
        while (span < spans.size()
                && rule.watermark() > spans.last(span) + rule.terms().within()) {
            long since = spans.last(span) + rule.terms().within();
            if (!firing() && !roster.alone(spans.last(span), rule)) {
                rule.alerts().fire(this, 0, since, AbsentWindow.silence(spans.last(span), rule), List.of());
            }
            span++;
            if (span == spans.size() || rule.watermark() < spans.first(span)) break;
            rule.alerts().resolve(this, 0, spans.first(span));
        }
        if (span < spans.size()) rule.schedule(this, nextLook(span, rule));
    }

    private long nextLook(int span, RuleState rule) {
        long first = roster.spans().first(span);
        return rule.watermark() < first
                ? first
                : roster.spans().last(span) + rule.terms().within() + 1;
    }

    @Override
    boolean disposable(RuleState rule) {
        return false;
    }

    @Override
    Labels labelled(Map<String, String> base, Rule rule) {
        return Labels.of(base).with(LABEL, "all");
    }

    @Override
    void save(StateOut out) {
        // all that it knows is in the roster
    }

    @Override
    void load(StateIn in, RuleState rule) {
        // all that it knows is in the roster
    }
}
