package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be read from a router. */
public sealed interface Status {
    /**
     * An alert that fires, and what holds it back.
     *
     * @param silencedBy ids of silences
     * @param inhibitedBy fingerprints (16 hex digits) of alerts
     * @param mutedBy names of time intervals that silence one of its routes now; inside of a group, that group's route
     * @param receivers names of those it is routed to, sorted
     */
    record OfAlert(
            Alert alert,
            String fingerprint,
            List<String> silencedBy,
            List<String> inhibitedBy,
            List<String> mutedBy,
            List<String> receivers)
            implements Status {
        public OfAlert {
            silencedBy = List.copyOf(silencedBy);
            inhibitedBy = List.copyOf(inhibitedBy);
            mutedBy = List.copyOf(mutedBy);
            receivers = List.copyOf(receivers);
        }

        /** Whether it is held back for everyone: silenced or inhibited. */
        public boolean suppressed() {
            return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
        }
    }

    /**
     * A group with the alerts in it that fire, in the order of notices.
     *
     * @param routeLabels the labels of its route
     * @param lastFlush when it was last looked at on schedule; null before the first time
     */
    record OfGroup(
            String key,
            Labels labels,
            Map<String, String> routeLabels,
            String receiver,
            List<OfAlert> alerts,
            @Nullable Instant lastFlush,
            Instant nextFlush)
            implements Status {
        public OfGroup {
            routeLabels = Map.copyOf(routeLabels);
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * A group without its alerts.
     *
     * @param alerts how many of them fire and were asked for; at least one
     * @param lastFlush when it was last looked at on schedule; null before the first time
     */
    record GroupHead(
            String key,
            Labels labels,
            Map<String, String> routeLabels,
            String receiver,
            int alerts,
            @Nullable Instant lastFlush,
            Instant nextFlush)
            implements Status {
        public GroupHead {
            routeLabels = Map.copyOf(routeLabels);
        }
    }
}
