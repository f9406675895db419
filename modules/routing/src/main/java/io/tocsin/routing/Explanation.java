package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an alert that fires at an instant and goes on firing, decided by what decides about real ones.
 *
 * @param known the alert as it is known; null for one that nobody has seen
 * @param path the walk through the routing tree
 * @param outlooks one for each route that takes it, in the order of the file
 */
public record Explanation(
        Labels labels, Instant at, @Nullable Alert known, RouteStep path, List<Outlook> outlooks) {
    public Explanation {
        outlooks = List.copyOf(outlooks);
    }

    /**
     * What one route does with it.
     *
     * @param group the labels of the group that it is in or would join
     * @param standing the group as it stands; null when it would be new
     * @param look the first look at the group from the instant on
     * @param holds what holds it back at that look, in the order of the pipeline; empty for nothing
     * @param due when the receiver is next told of it; null when that cannot be foreseen
     * @param reason why then; null without {@code due}
     * @param ways what each integration gets then, or would get
     */
    public record Outlook(
            Route route,
            Receiver receiver,
            Labels group,
            @Nullable Standing standing,
            Instant look,
            List<Hold> holds,
            @Nullable Instant due,
            Effect.@Nullable Reason reason,
            List<Way> ways) {
        public Outlook {
            holds = List.copyOf(holds);
            ways = List.copyOf(ways);
        }

        /** Alertmanager's group key. */
        public String key() {
            return route.groupKey(group);
        }
    }

    /**
     * A group as it stands.
     *
     * @param alerts how many are in it
     * @param member whether the alert is one of them
     * @param lastLook null before the first
     * @param toldAt when the receiver as a whole was last told; null for never
     */
    public record Standing(
            int alerts,
            boolean member,
            @Nullable Instant lastLook,
            Instant nextLook,
            @Nullable Instant toldAt) {}

    /**
     * One integration.
     *
     * @param reason why it is told when the group is due; null when it knows already
     * @param toldAt when it was last told of the group; null for never
     */
    public record Way(
            Integration integration,
            Effect.@Nullable Reason reason,
            @Nullable Instant toldAt) {}
}
