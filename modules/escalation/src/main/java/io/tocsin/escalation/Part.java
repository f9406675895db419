package io.tocsin.escalation;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several groups of alerts that make up an incident.
 *
 * @param incident where the group came from
 * @param policy that is responsible for the group by its route, and opens the next incident for it
 * @param group as last heard of
 * @param held whether all that fires of it is held back
 */
public record Part(String incident, String policy, AlertGroup group, boolean held) {
    Part with(AlertGroup now) {
        return new Part(incident, policy, now, held);
    }

    Part held(boolean now) {
        return new Part(incident, policy, group, now);
    }

    boolean awake(Instant now) {
        return !held && !group.firingAt(now).isEmpty();
    }

    /** All groups as one, under the key and labels of the first; an alert that several have is there once, firing if it fires in any. */
    static AlertGroup whole(List<Part> parts, Instant now) {
        AlertGroup own = parts.getFirst().group();
        Map<Labels, Alert> alerts = new LinkedHashMap<>();
        for (Part part : parts) {
            for (Alert alert : part.group().alerts()) {
                alerts.merge(alert.labels(), alert, (known, other) -> known.firingAt(now) ? known : other);
            }
        }
        return new AlertGroup(own.key(), own.labels(), own.receiver(), new ArrayList<>(alerts.values()));
    }

    /** The groups of an incident one by one, also of one that has only its own. */
    static List<Part> of(Incident incident) {
        if (!incident.parts().isEmpty()) return incident.parts();
        boolean held = incident.pause() != null && incident.pause().resolveAt() == null;
        return List.of(new Part(incident.id(), incident.policy().name(), incident.group(), held));
    }
}
