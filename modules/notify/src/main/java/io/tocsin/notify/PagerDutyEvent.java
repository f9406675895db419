package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * A notice as an event of PagerDuty's Events API v2. All notices of a group share one deduplication key, the same that
 * Alertmanager would send, so a team may switch over in the middle of an incident.
 */
final class PagerDutyEvent {
    private static final int MAX_SUMMARY = 1024;
    private static final int MAX_SOURCE = 255;
    /** PagerDuty's limit is 512 KB; Alertmanager takes the smaller meaning of it. */
    private static final int MAX_BYTES = 512_000;

    private static final int MAX_ALERTS = 20;
    private static final int MAX_TEXT = 2000;

    private PagerDutyEvent() {}

    /** At most 512,000 bytes: over that the details are left behind, never the event. */
    static JsonObject of(Notice notice, String routingKey, String externalUrl) {
        JsonObject event = new JsonObject()
                .put("routing_key", routingKey)
                .put("event_action", action(notice))
                .put("dedup_key", dedupKey(notice));
        Facts facts = new Facts(notice);
        JsonObject payload = payload(facts);
        event.put("payload", payload).put("links", links(facts)).put("client", "Tocsin");
        String page = notice.briefing().links().incident();
        String clientUrl = Facts.isWeb(page) ? page : externalUrl;
        if (Facts.isWeb(clientUrl)) event.put("client_url", clientUrl);
        JsonObject ours = payload.getJsonObject("custom_details");
        payload.put("custom_details", ours.copy().mergeIn(AlertmanagerBody.details(facts)));
        // Ours is short whatever the group holds; the full alerts are what makes it long.
        if (size(event) > MAX_BYTES) payload.put("custom_details", ours);
        return fitted(event);
    }

    /** The event without its details if it is too long with them. */
    static JsonObject fitted(JsonObject event) {
        if (size(event) > MAX_BYTES) {
            event.getJsonObject("payload")
                    .put("custom_details", new JsonObject().put("error", "details left out: over 512,000 bytes"));
        }
        return event;
    }

    static String dedupKey(Notice notice) {
        return PagerDutyKey.of(notice.briefing().group());
    }

    static String action(Notice notice) {
        return switch (notice.kind()) {
            case PAGE, NOTIFY -> "trigger";
            case ACKNOWLEDGED -> "acknowledge";
            case RESOLVED -> "resolve";
        };
    }

    static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "critical";
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "info";
        };
    }

    private static JsonObject payload(Facts facts) {
        String source = facts.service().isEmpty() ? "tocsin" : facts.service();
        JsonObject payload = new JsonObject()
                .put("summary", Texts.cut(facts.headline(), MAX_SUMMARY))
                .put("source", Texts.cut(source, MAX_SOURCE))
                .put("severity", severity(facts.briefing().severity()))
                .put("timestamp", facts.briefing().since().toString())
                .put("group", Texts.cut(facts.briefing().group().labels().toString(), MAX_TEXT))
                .put("custom_details", details(facts));
        if (!facts.service().isEmpty()) payload.put("component", facts.service());
        if (!facts.rule().isEmpty()) payload.put("class", facts.rule());
        return payload;
    }

    private static JsonObject details(Facts facts) {
        JsonObject details = new JsonObject();
        put(details, "why", facts.why());
        put(details, "value", facts.value());
        put(details, "since", facts.since(ZoneId.of("UTC")));
        put(details, "told", String.join("; ", facts.told()));
        put(details, "next", facts.next());
        put(details, "labels", Facts.pairs(facts.sharedLabels()));
        put(details, "incident", facts.incident());
        put(details, "alerts", facts.counts());
        JsonArray alerts = new JsonArray();
        for (Alert alert : facts.alerts(MAX_ALERTS)) alerts.add(alert(alert, facts));
        details.put("first_alerts", alerts);
        return details;
    }

    private static JsonObject alert(Alert alert, Facts facts) {
        JsonObject json = new JsonObject().put("status", facts.firesNow(alert) ? "firing" : "resolved");
        put(json, "labels", Facts.pairs(facts.ownLabels(alert)));
        put(json, "value", facts.ownValue(alert));
        put(json, "summary", Facts.summary(alert));
        put(json, "evidence", Facts.evidence(alert));
        return json;
    }

    private static void put(JsonObject json, String name, String text) {
        if (!text.isEmpty()) json.put(name, Texts.cut(text, MAX_TEXT));
    }

    private static JsonArray links(Facts facts) {
        JsonArray links = new JsonArray();
        facts.links()
                .forEach(link ->
                        links.add(new JsonObject().put("href", link.url()).put("text", link.name())));
        return links;
    }

    private static int size(JsonObject event) {
        return event.encode().getBytes(StandardCharsets.UTF_8).length;
    }
}
