package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All incidents, and the newest one of each group and policy. Owned by the alert loop. */
final class IncidentBook {
    /** Resolved incidents are history after that; their timelines then live in the journal only. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Map<String, Incident> byId = new LinkedHashMap<>();
    private final Map<String, String> newestByKey = new LinkedHashMap<>();

    void put(Incident incident) {
        byId.put(incident.id(), incident);
        newestByKey.put(key(incident.policy().name(), incident.key()), incident.id());
    }

    Optional<Incident> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The newest incident that this policy has for a group, open or resolved. */
    Optional<Incident> newest(String policy, String groupKey) {
        return Optional.ofNullable(newestByKey.get(key(policy, groupKey))).flatMap(this::find);
    }

    private static String key(String policy, String groupKey) {
        return policy + "\n" + groupKey;
    }

    Collection<Incident> all() {
        return byId.values();
    }

    List<Incident> dueAt(Instant now) {
        return byId.values().stream()
                .filter(incident -> isDue(incident.nextDeadline(), now))
                .toList();
    }

    private static boolean isDue(@Nullable Instant deadline, Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }

    @Nullable
    Instant nextDeadline() {
        return byId.values().stream()
                .map(Incident::nextDeadline)
                .filter(java.util.Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Takes out what has long been resolved; gives the ids. */
    List<String> purge(Instant now) {
        List<String> old = new ArrayList<>();
        for (Incident incident : byId.values()) {
            if (incident.state() instanceof State.Resolved resolved
                    && resolved.at().plus(KEPT).isBefore(now)) old.add(incident.id());
        }
        for (String id : old) {
            byId.remove(id);
            newestByKey.values().remove(id);
        }
        return old;
    }
}
