package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a step of the router asks for. {@link Remember} and {@link Forget} of one step must become durable together. */
public sealed interface Effect {
    /**
     * A receiver is to be told.
     *
     * @param group what is not held back: firing alerts without an end, just resolved ones with theirs
     * @param reason why now, from the picture that the receiver as a whole has of the group
     * @param due the integrations that have not been told yet, undeliverable ones included; empty when only the picture
     *     changed, as for receivers without integrations
     * @param routeLabels the labels of the route, inherited ones included; may be templates
     * @param at when it was decided
     * @param tick the instant that the decision was scheduled for; with key and receiver it identifies this notice
     */
    record Flush(
            AlertGroup group,
            Receiver receiver,
            Reason reason,
            List<Integration> due,
            Map<String, String> routeLabels,
            Instant at,
            Instant tick)
            implements Effect {
        public Flush {
            due = List.copyOf(due);
            routeLabels = Map.copyOf(routeLabels);
        }

        /** The group as an integration may see it: without resolved alerts unless it wants them. */
        public AlertGroup groupFor(Integration integration) {
            if (integration.sendResolved()) return group;
            List<Alert> firing = group.firingAt(at);
            return new AlertGroup(group.key(), group.labels(), group.receiver(), firing);
        }
    }

    /** Why a receiver is told. */
    enum Reason {
        FIRST,
        NEW_ALERTS,
        SOME_RESOLVED,
        ALL_RESOLVED,
        REPEAT
    }

    /**
     * What one look at a group came to, also when nobody is told.
     *
     * @param labels the labels of the group
     * @param inTurn whether the look was scheduled; otherwise the end of a silence caused it
     * @param alerts everything in the group, in the order of notices
     * @param stages what each stage did, in order
     * @param why one sentence for people
     */
    record Decision(
            String groupKey,
            String receiver,
            Labels labels,
            Instant at,
            boolean inTurn,
            List<Seen> alerts,
            List<Stage> stages,
            Verdict verdict,
            String why)
            implements Effect {
        public Decision {
            alerts = List.copyOf(alerts);
            stages = List.copyOf(stages);
        }
    }

    /** An alert as a look found it. */
    record Seen(long fingerprint, Labels labels, boolean firing) {}

    /** The stage that decided. */
    enum Verdict {
        /** The receiver is told. */
        NOTIFIED,
        /** Other alerts that fire explain these. */
        INHIBITED,
        /** The route is silent at this time. */
        MUTED_BY_INTERVAL,
        /** People asked for silence. */
        SILENCED,
        /** The receiver knows already. */
        NO_CHANGE
    }

    /** An entity is new or has changed. */
    record Remember(String key, Entity entity) implements Effect {}

    /** An entity is gone; it may never have been remembered. */
    record Forget(String key) implements Effect {}
}
