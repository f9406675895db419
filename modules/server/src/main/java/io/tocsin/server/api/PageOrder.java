package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody wants others to be paged, without an alert.
 *
 * @param id of the incident to open; the same order under the same id opens it once
 * @param title one line: what is the matter
 * @param text more about it; may be empty
 * @param policy whom to page; empty for the policy of the receiver, or the only one there is
 * @param receiver whose policy it is to be; empty for none
 * @param labels what else there is to say, such as the service
 */
public record PageOrder(
        String id,
        String title,
        String text,
        Severity severity,
        String policy,
        String receiver,
        Labels labels,
        String by) {
    /** The group of one alert that such an incident has. Only a person ends it. */
    public AlertGroup group(Instant now) {
        Labels group = labels.with(Labels.ALERTNAME, title);
        Labels all = group.with(Labels.SEVERITY, severity.name().toLowerCase(java.util.Locale.ROOT));
        Map<String, String> texts =
                text.isEmpty() ? Map.of("summary", title) : Map.of("summary", title, "description", text);
        Alert alert = new Alert(all, texts, now, null, now, "", List.of(), "");
        return new AlertGroup(Incident.keyByHand(id), group, receiver, List.of(alert));
    }
}
