package io.tocsin.server;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What failed writes have left unsaid. A page goes out although the disk is broken; once it is well again the next step
 * writes what the failed ones changed, so that a later crash does not undo them. Owned by the alert loop.
 */
final class Unsaved {
    /** A full disk gets room by somebody's hand, so asking more often only fills the log. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Set<String> keys = new LinkedHashSet<>();
    private long events = -1;
    private @Nullable Instant retryAt;

    /** A step did not become durable. */
    void failed(Turn turn, Instant now) {
        keys.addAll(turn.keys());
        events = Math.max(events, turn.entry().events());
        retryAt = now.plus(RETRY_AFTER);
    }

    /**
     * Has a step say again what is unsaid, as it stands now.
     *
     * @param everything all entities by key; asked for only when something is unsaid
     */
    void sayAgain(Turn turn, Supplier<Map<String, Object>> everything) {
        if (retryAt == null) return;
        Map<String, Object> known = everything.get();
        for (String key : keys) turn.write(key, known.get(key));
        turn.heard(events);
        keys.clear();
        events = -1;
        retryAt = null;
    }

    /** When to try again if nothing else happens; null when everything is on disk. */
    @Nullable
    Instant retryAt() {
        return retryAt;
    }
}
