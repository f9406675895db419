package io.tocsin.rules;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windows of one rule by key, a bounded number of them, the one that was touched longest ago first. */
final class Windows {
    /** Keys per rule: 50,000 windows of a few events are some 20 MB, and no list of alerts is read that far. */
    static final int KEYS_MAX = 50_000;

    /** Each new key looks at this many of the stalest, so that dead keys go as fast as live ones come. */
    private static final int DISPOSED_PER_KEY = 2;

    private final Map<Key, KeyWindow> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long evicted;

    /** The window of a key, which becomes the freshest; null when there is none. */
    @Nullable
    KeyWindow touch(Key key) {
        return byKey.get(key);
    }

    /** Opens a window; null when the rule holds as many keys as it may and all of them fire. */
    @Nullable
    KeyWindow open(Key key, RuleState rule) {
        dispose(rule);
        if (byKey.size() >= keysMax(rule)) {
            evicted++;
            KeyWindow stalest = stalestQuiet(rule);
            if (stalest == null) return null;
            rule.remove(stalest);
        }
        KeyWindow window = KeyWindow.open(rule, key);
        byKey.put(key, window);
        return window;
    }

    private static int keysMax(RuleState rule) {
        return rule.rule().when() instanceof BaselineCondition ? BaselineWindow.SERIES_MAX : KEYS_MAX;
    }

    private void dispose(RuleState rule) {
        for (int i = 0; i < DISPOSED_PER_KEY && !byKey.isEmpty(); i++) {
            KeyWindow stalest = byKey.values().iterator().next();
            if (stalest.disposable(rule)) {
                rule.remove(stalest);
            } else if (stalest.firing()) {
                KeyWindow nowFreshest = touch(stalest.key);
                assert nowFreshest == stalest;
            } else {
                return;
            }
        }
    }

    /** What fires is never dropped, and neither is a key that the rule names. */
    private @Nullable KeyWindow stalestQuiet(RuleState rule) {
        for (Iterator<KeyWindow> each = byKey.values().iterator(); each.hasNext(); ) {
            KeyWindow window = each.next();
            if (!window.firing() && !rule.roster().declares(window.key)) return window;
        }
        return null;
    }

    void remove(KeyWindow window) {
        byKey.remove(window.key);
    }

    Collection<KeyWindow> all() {
        return byKey.values();
    }

    /** Goes on counting from there. */
    void evicted(long before) {
        evicted = before;
    }

    long evicted() {
        return evicted;
    }
}
