package io.tocsin.testkit;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What PagerDuty checks of an event, in its words as far as they are documented. */
final class PagerDutyRules {
    private static final int ROUTING_KEY = 32;
    private static final int MAX_DEDUP_KEY = 255;
    private static final int MAX_SUMMARY = 1024;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private PagerDutyRules() {}

    /** Every fault of the event; empty when it would be taken. */
    static List<String> errors(JsonObject event) {
        List<String> errors = new ArrayList<>();
        if (text(event, "routing_key").length() != ROUTING_KEY) {
            errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        }
        String action = text(event, "event_action");
        if (!ACTIONS.contains(action))
            errors.add("'event_action' is invalid (must be trigger, acknowledge or resolve)");
        String dedupKey = text(event, "dedup_key");
        if (dedupKey.length() > MAX_DEDUP_KEY) errors.add("'dedup_key' is too long (maximum is 255 characters)");
        if (action.equals("trigger")) payload(event, errors);
        else if (dedupKey.isEmpty()) errors.add("'dedup_key' is missing or blank");
        return errors;
    }

    private static void payload(JsonObject event, List<String> errors) {
        if (!(event.getValue("payload") instanceof JsonObject payload)) {
            errors.add("'payload' is missing or blank");
            return;
        }
        String summary = text(payload, "summary");
        if (summary.isBlank()) errors.add("'payload.summary' is missing or blank");
        if (summary.length() > MAX_SUMMARY) errors.add("'payload.summary' is too long (maximum is 1024 characters)");
        if (text(payload, "source").isBlank()) errors.add("'payload.source' is missing or blank");
        if (!SEVERITIES.contains(text(payload, "severity"))) {
            errors.add("'payload.severity' is invalid (must be one of critical, error, warning, info)");
        }
        String timestamp = text(payload, "timestamp");
        if (!timestamp.isEmpty() && !isTime(timestamp)) errors.add("'payload.timestamp' is not ISO 8601");
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException noTime) {
            return false;
        }
    }

    private static String text(JsonObject object, String name) {
        return object.getValue(name) instanceof String text ? text : "";
    }
}
