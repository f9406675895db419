package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule remembers of one key: a window of its condition, and the alert that fires for it. Times are
 * milliseconds.
 */
abstract sealed class KeyWindow permits EagerWindow, RatioWindow, AbsentWindow, SilentSource {
    final Key key;

    /** The alert that fires for this key, or null. */
    @Nullable
    Alert alert;

    /** Owned by {@link Deadlines}. */
    long scheduled = Deadlines.NEVER;

    KeyWindow(Key key) {
        this.key = key;
    }

    static KeyWindow open(RuleState rule, Key key) {
        return switch (rule.rule().when()) {
            case AnyCondition any -> new EagerWindow(key);
            case CountCondition count -> new EagerWindow(key);
            case RatioCondition ratio -> new RatioWindow(key, rule);
            case AbsentCondition absent -> new AbsentWindow(key, rule.roster());
        };
    }

    /** Takes an event that is not too late, in any order. */
    abstract void add(long at, LogEvent event, RuleState rule);

    /** Decides what can be decided when no event before the watermark will come any more. */
    abstract void settle(RuleState rule);

    /**
     * Takes over {@link #alert} from before a restart: it holds at least until the window has been filled again,
     * because nothing is known of what it saw before.
     */
    abstract void resume(RuleState rule);

    /** Whether nothing would be lost with this window. */
    abstract boolean disposable(RuleState rule);

    /** The labels that name the key. */
    Labels labelled(Map<String, String> base, Rule rule) {
        SortedMap<String, String> labels = new TreeMap<>(base);
        for (int i = 0; i < rule.by().size(); i++) labels.put(rule.by().get(i).label(), key.value(i));
        return new Labels(labels);
    }

    final boolean firing() {
        return alert != null;
    }

    /** When the alert that fires began. */
    final long startOf() {
        return Objects.requireNonNull(alert).startsAt().toEpochMilli();
    }
}
