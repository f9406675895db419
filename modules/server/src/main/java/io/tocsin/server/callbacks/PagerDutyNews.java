package io.tocsin.server.callbacks;

import io.tocsin.escalation.Signal;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an incident over there. Source: developer.pagerduty.com, Webhooks v3.
 *
 * @param key the {@code dedup_key} of the events that opened it
 * @param person who did it; empty when a program did, such as our own event, or time
 */
record PagerDutyNews(String id, String type, String key, Instant at, String person) {
    private static final int NAME_MAX = 80;

    /** Reads a webhook; empty when it is about something else. */
    static Optional<PagerDutyNews> of(JsonObject webhook) {
        try {
            JsonObject event = webhook.getJsonObject("event", new JsonObject());
            JsonObject incident = event.getJsonObject("data", new JsonObject());
            String key = incident.getString("incident_key", "");
            String type = event.getString("event_type", "");
            if (key == null || key.isEmpty() || type.isEmpty()) return Optional.empty();
            Instant at = Instant.parse(event.getString("occurred_at", ""));
            return Optional.of(
                    new PagerDutyNews(event.getString("id", ""), type, key, at, person(event.getJsonObject("agent"))));
        } catch (ClassCastException | DateTimeException notAsPagerDutyWritesIt) {
            return Optional.empty();
        }
    }

    private static String person(@Nullable JsonObject agent) {
        if (agent == null || !agent.getString("type", "").startsWith("user")) return "";
        String name =
                agent.getString("summary", "").replaceAll("\\p{Cntrl}+", " ").strip();
        return name.substring(0, Math.min(name.length(), NAME_MAX));
    }

    /** Under which name it is done here. */
    String by() {
        return person.isEmpty() ? "PagerDuty" : person + " on PagerDuty";
    }

    /** What it means for our incident; empty for what changes nothing here. */
    Optional<Signal> signal() {
        return switch (type) {
            case "incident.acknowledged" -> Optional.of(new Signal.Acknowledge(by(), null, null));
            case "incident.unacknowledged" -> Optional.of(new Signal.Unacknowledge(by()));
            case "incident.resolved" -> Optional.of(new Signal.Resolve(by()));
            default -> Optional.empty();
        };
    }
}
