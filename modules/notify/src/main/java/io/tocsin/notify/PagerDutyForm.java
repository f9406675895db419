package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** A notice as Alertmanager writes it to PagerDuty: each text as the file gives it. */
final class PagerDutyForm {
    private static final String[] WORDS = {
        "class",
        "client",
        "client_url",
        "component",
        "description",
        "details",
        "group",
        "images",
        "links",
        "severity",
        "source"
    };

    private static final String CLIENT = "{{ template \"pagerduty.default.client\" . }}";
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    /** In code points: where Alertmanager cuts. */
    private static final int MAX_SUMMARY = 1024;

    private PagerDutyForm() {}

    static boolean words(Notice notice, Wording wording) {
        return wording.words(notice, WORDS);
    }

    static JsonObject of(Notice notice, Words words, String routingKey) {
        JsonObject event = new JsonObject()
                .put("routing_key", routingKey)
                .put("event_action", PagerDutyEvent.action(notice))
                .put("dedup_key", PagerDutyEvent.dedupKey(notice))
                .put("payload", payload(new Facts(notice), words));
        put(event, "client", words.text("client", CLIENT));
        put(event, "client_url", words.text("client_url", "{{ template \"pagerduty.default.clientURL\" . }}"));
        list(event, words, "images", "src", "alt", "href");
        list(event, words, "links", "href", "text");
        return PagerDutyEvent.fitted(event);
    }

    /** What PagerDuty would refuse becomes what it takes: an event that is refused wakes nobody. */
    private static JsonObject payload(Facts facts, Words words) {
        String summary = words.text("description", "{{ template \"pagerduty.default.description\" . }}");
        String source = words.text("source", words.raw("client", CLIENT));
        JsonObject payload = new JsonObject()
                .put("summary", Texts.cutCodePoints(summary.isBlank() ? facts.headline() : summary, MAX_SUMMARY))
                .put("source", source.isBlank() ? "tocsin" : source)
                .put("severity", severity(words.text("severity", "error")))
                .put("custom_details", details(facts, words));
        for (String name : new String[] {"class", "component", "group"}) put(payload, name, words.text(name, ""));
        return payload;
    }

    static String severity(String rendered) {
        String word = rendered.strip().toLowerCase(Locale.ROOT);
        if (SEVERITIES.contains(word)) return word;
        return word.isEmpty() ? "error" : PagerDutyEvent.severity(Severity.parse(word));
    }

    /** The details of the file, and those of the four that Alertmanager always sends which the file does not give. */
    private static JsonObject details(Facts facts, Words words) {
        JsonObject details = AlertmanagerBody.details(facts);
        if (words.hasAny("details") && words.json("details") instanceof JsonObject own) details.mergeIn(own);
        return details;
    }

    private static void list(JsonObject event, Words words, String path, String... names) {
        JsonArray list = new JsonArray();
        for (String item : words.items(path)) {
            JsonObject object = new JsonObject();
            for (String name : names) object.put(name, words.text(item + "." + name, ""));
            // As in Alertmanager, one without its address is left out.
            if (!object.getString(names[0]).isEmpty()) list.add(object);
        }
        if (!list.isEmpty()) event.put(path, list);
    }

    private static void put(JsonObject json, String name, String text) {
        if (!text.isEmpty()) json.put(name, text);
    }
}
