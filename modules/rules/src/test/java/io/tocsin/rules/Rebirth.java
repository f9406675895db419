package io.tocsin.rules;

import io.tocsin.model.Alert;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Saves each window and reads it back into a new one, as if the process had been restarted at that point. */
final class Rebirth {
    private Rebirth() {}

    /** Replaces all windows of an engine by what they wrote; returns how many bytes that was. */
    static long of(RuleEngine engine) {
        long bytes = 0;
        for (RuleState rule : engine.states()) {
            for (KeyWindow window : List.copyOf(rule.windows().all())) bytes += replace(window, rule);
        }
        return bytes;
    }

    private static long replace(KeyWindow window, RuleState rule) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            window.save(new StateOut(new DataOutputStream(bytes)));
            if (window instanceof AbsentWindow silent) rule.roster().forget(silent);
            window.scheduled = Deadlines.NEVER;
            rule.windows().remove(window);
            KeyWindow next = rule.window(window.key);
            if (next == null) throw new AssertionError("no room for " + window.key);
            int tiers = rule.limits().length;
            for (int tier = 0; tier < tiers; tier++) {
                Alert alert = window.alert(tier);
                if (alert != null) next.put(tier, alert, tiers);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            next.load(new StateIn(in), rule);
            if (in.read() >= 0) throw new AssertionError("not all was read of " + window.key);
            rule.schedule(next, SourceClock.NEVER);
            return bytes.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
