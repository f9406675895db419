package io.tocsin.server.callbacks;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was told before: everybody here tells at least once. Bounded in time and number; owned by one loop. */
final class Seen {
    /** Some megabytes, and more presses than people could make in a day. */
    static final int KEYS_MAX = 20_000;

    private final Duration kept;
    private final Map<String, Instant> keys = new LinkedHashMap<>();

    Seen(Duration kept) {
        this.kept = kept;
    }

    /** Notes a key; false when it was there already. */
    boolean first(String key, Instant now) {
        Iterator<Instant> oldest = keys.values().iterator();
        while (oldest.hasNext()
                && (keys.size() >= KEYS_MAX || oldest.next().plus(kept).isBefore(now))) {
            if (keys.size() >= KEYS_MAX) oldest.next();
            oldest.remove();
        }
        return keys.putIfAbsent(key, now) == null;
    }

    /** Forgets a key whose telling came to nothing, so that it may be told again. */
    void forget(String key) {
        keys.remove(key);
    }
}
