package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an integration has to be told, from what it was told last: Alertmanager's notify/dedup_stage.go, with one
 * difference: a repeat is due when the interval has passed, to the instant, measured between scheduled times.
 *
 * @param firing fingerprints of the alerts that fire and are not held back, sorted
 * @param resolved the same of those that are over, sorted
 * @param tick the scheduled time of this look
 * @param repeatInterval null when this look is out of turn, for news only
 */
record Dedup(
        List<Long> firing,
        List<Long> resolved,
        Instant tick,
        @Nullable Duration repeatInterval) {
    /** Why it has to be told; null when it knows. */
    Effect.@Nullable Reason reason(Entity.@Nullable LogEntry told, boolean sendResolved) {
        if (told == null) return firing.isEmpty() ? null : Effect.Reason.FIRST;
        if (!contains(told.firing(), firing)) {
            return told.firing().isEmpty() ? Effect.Reason.FIRST : Effect.Reason.NEW_ALERTS;
        }
        // Also when ends are not told: the log must not go on believing.
        if (firing.isEmpty()) return told.firing().isEmpty() ? null : Effect.Reason.ALL_RESOLVED;
        if (sendResolved && !contains(told.resolved(), resolved)) return Effect.Reason.SOME_RESOLVED;
        return repeats(told.at()) ? Effect.Reason.REPEAT : null;
    }

    private boolean repeats(Instant toldAt) {
        return repeatInterval != null && !toldAt.plus(repeatInterval).isAfter(tick);
    }

    private static boolean contains(List<Long> all, List<Long> some) {
        return some.isEmpty() || all.equals(some) || new HashSet<>(all).containsAll(some);
    }
}
