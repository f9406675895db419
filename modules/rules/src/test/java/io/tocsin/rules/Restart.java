package io.tocsin.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Puts fresh windows with what the old ones saved in the place of these, in a running engine. */
final class Restart {
    private Restart() {}

    interface Save {
        void to(StateOut out) throws IOException;
    }

    static byte[] saved(Save save) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            save.to(new StateOut(new DataOutputStream(bytes)));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StateIn in(byte[] bytes) {
        return new StateIn(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    static void of(RuleEngine engine) {
        try {
            engine.loadShared(in(saved(engine::saveShared)));
            for (RuleState rule : engine.states()) {
                for (KeyWindow old : List.copyOf(rule.windows().all())) replace(old, rule);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(KeyWindow old, RuleState rule) throws IOException {
        byte[] saved = saved(old::save);
        rule.windows().remove(old);
        old.scheduled = Deadlines.NEVER;
        KeyWindow fresh = rule.windows().open(old.key, rule);
        if (fresh == null) throw new AssertionError("no room for a window");
        StateIn in = in(saved);
        fresh.load(in, rule);
        int tiers = rule.limits().length;
        for (int tier = 0; tier < tiers; tier++) if (old.firing(tier)) fresh.put(tier, old.alert(tier), tiers);
        rule.schedule(fresh, SourceClock.NEVER);
    }
}
