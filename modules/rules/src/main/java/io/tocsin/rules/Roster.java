package io.tocsin.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an {@code absent()} rule knows as a whole: when any of its keys spoke. A key can only be called silent while the
 * others are heard; when all are silent at once the likeliest dead thing is what carries their logs, and that is one
 * alert ({@link SilentSource}), not one per key.
 */
final class Roster {
    /** Presence of any key: spans without a gap longer than the window. */
    private final Spans spans = new Spans();
    /** Keys whose silence is complete but not proved: nothing was heard from the others since. */
    private final List<AbsentWindow> unproved = new ArrayList<>();

    private final Set<Key> declared = new HashSet<>();
    private final SilentSource source = new SilentSource(this);

    Spans spans() {
        return spans;
    }

    SilentSource source() {
        return source;
    }

    boolean declares(Key key) {
        return declared.contains(key);
    }

    /** Takes over the keys that the rule names, and opens windows for the new ones. */
    void declare(RuleState rule) {
        declared.clear();
        if (!(rule.rule().when() instanceof AbsentCondition absent)) return;
        rule.schedule(source, SourceClock.NEVER);
        for (String value : absent.keys()) {
            Key key = Key.of(value);
            declared.add(key);
            KeyWindow window = rule.window(key);
            if (window instanceof AbsentWindow silent) wait(silent);
        }
    }

    /** A key spoke. */
    void heard(long at, RuleState rule) {
        spans.add(at, rule.terms().within());
        rule.schedule(source, source.due(rule));
        if (unproved.isEmpty()) return;
        long until = spans.last(spans.size() - 1);
        unproved.removeIf(window -> {
            long proof = window.proof(rule);
            if (proof > until) return false;
            window.waiting = false;
            rule.schedule(window, proof + 1);
            return true;
        });
    }

    /** Looks at the window again when somebody is heard. */
    void wait(AbsentWindow window) {
        if (!window.waiting) unproved.add(window);
        window.waiting = true;
    }

    void forget(AbsentWindow window) {
        if (window.waiting) unproved.remove(window);
        window.waiting = false;
    }

    /**
     * Declared keys are missed even when nothing is ever heard: the rule begins to wait when the stream begins.
     * Called before windows are settled.
     */
    void begin(RuleState rule) {
        if (spans.isEmpty() && !declared.isEmpty() && rule.watermark() > SourceClock.NEVER / 2) {
            heard(rule.watermark() + rule.terms().late(), rule);
        }
    }

    /** Past spans are done with as soon as the next one has begun for good. Called after windows were settled. */
    void prune(RuleState rule) {
        while (spans.size() > 1 && spans.first(1) <= rule.watermark()) spans.removeFirst();
    }

    /**
     * Whether the rule has heard of no more than one key until then: its silence is its own, there is nobody to ask.
     */
    boolean alone(long until, RuleState rule) {
        int known = 0;
        for (KeyWindow window : rule.windows().all()) {
            if (window instanceof AbsentWindow silent && silent.knownAt(until) && ++known > 1) return false;
        }
        return true;
    }

    void save(StateOut out) throws IOException {
        spans.save(out);
    }

    void load(StateIn in, RuleState rule) throws IOException {
        spans.load(in);
        rule.schedule(source, SourceClock.NEVER);
    }
}
