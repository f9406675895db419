package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule remembers of one key: a window of its condition, and the alert of each tier that holds for it. Times are
 * milliseconds.
 */
abstract sealed class KeyWindow permits EagerWindow, SettledWindow, AbsentWindow, SilentSource {
    final Key key;

    /** By tier, null where it does not hold; null as a whole while nothing does, which is nearly always. */
    private @Nullable Alert @Nullable [] alerts;

    /** Owned by {@link Deadlines}. */
    long scheduled = Deadlines.NEVER;

    KeyWindow(Key key) {
        this.key = key;
    }

    static KeyWindow open(RuleState rule, Key key) {
        return switch (rule.rule().when()) {
            case AnyCondition any -> new CountWindow(key);
            case CountCondition count -> new CountWindow(key);
            case RatioCondition ratio -> new MeasuredWindow(key, rule);
            case AbsentCondition absent -> new AbsentWindow(key, rule.roster());
            case SumCondition sum -> new SumWindow(key, sum);
            case DistinctCondition distinct -> new DistinctWindow(key, distinct);
            case NewCondition fresh -> new NewWindow(key, fresh, rule.rule().by());
            case SequenceCondition steps ->
                steps.ordered() ? new SequenceWindow(key, steps) : new TogetherWindow(key, steps);
            case EventCondition event -> new EventWindow(key, event);
            case MeasureCondition measure -> new MeasuredWindow(key, rule);
            case ShiftCondition shift -> new ShiftWindow(key, rule);
            case BaselineCondition baseline -> new BaselineWindow(key, rule);
        };
    }

    /** Takes an event that is not too late, in any order. */
    abstract void add(long at, LogEvent event, RuleState rule);

    /** Decides what can be decided when no event before the watermark will come any more. */
    abstract void settle(RuleState rule);

    /**
     * Takes over an alert from before a restart, which {@link #alert} holds by now: it holds at least until the window has
     * been filled again, because nothing is known of what it saw before.
     */
    abstract void resume(int tier, RuleState rule);

    /** Whether nothing would be lost with this window. */
    abstract boolean disposable(RuleState rule);

    /** Writes all that a later process needs to go on; the alerts are written by {@link RuleState}. */
    abstract void save(StateOut out) throws IOException;

    /** Reads what {@link #save} wrote, into a window that was just opened. */
    abstract void load(StateIn in, RuleState rule) throws IOException;

    /** The labels that name the key. */
    Labels labelled(Map<String, String> base, Rule rule) {
        SortedMap<String, String> labels = new TreeMap<>(base);
        for (int i = 0; i < rule.by().size(); i++) labels.put(rule.by().get(i).label(), key.value(i));
        return new Labels(labels);
    }

    /** Whether any tier holds. */
    final boolean firing() {
        return alerts != null;
    }

    /** Whether a tier holds. */
    final boolean firing(int tier) {
        return alert(tier) != null;
    }

    /** The alert of a tier, or null when it does not hold; only that of the most severe tier is told. */
    final @Nullable Alert alert(int tier) {
        return alerts == null || tier < 0 || tier >= alerts.length ? null : alerts[tier];
    }

    /** The most severe tier that holds, or -1. */
    final int highest() {
        if (alerts == null) return -1;
        for (int tier = 0; tier < alerts.length; tier++) if (alerts[tier] != null) return tier;
        return -1;
    }

    /** When the alert of a tier that holds began. */
    final long startOf(int tier) {
        return Objects.requireNonNull(alert(tier)).startsAt().toEpochMilli();
    }

    /** For {@link AlertBook} only: a tier holds from now on, or no longer with null. */
    final void put(int tier, @Nullable Alert alert, int tiers) {
        if (alerts == null) {
            if (alert == null) return;
            alerts = new Alert[tiers];
        }
        alerts[tier] = alert;
        if (highest() < 0) alerts = null;
    }
}
