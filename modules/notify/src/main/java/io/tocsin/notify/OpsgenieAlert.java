package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A notice in the words of OpsGenie's alert API. All notices of a group share one alias, the same that Alertmanager would send,
 * so a team may switch over in the middle of an alert. Limits: docs.opsgenie.com, alert API.
 */
final class OpsgenieAlert {
    private static final int MAX_MESSAGE = 130;
    private static final int MAX_DESCRIPTION = 15_000;
    private static final int MAX_NOTE = 25_000;
    private static final int MAX_SOURCE = 100;
    private static final int MAX_USER = 100;
    private static final int MAX_ENTITY = 512;
    private static final int MAX_TAGS = 20;
    private static final int MAX_ACTIONS = 10;
    private static final int MAX_WORD = 50;
    private static final int MAX_DETAILS = 8000;
    private static final int MAX_RESPONDERS = 50;
    private static final List<String> PRIORITIES = List.of("P1", "P2", "P3", "P4", "P5");

    private OpsgenieAlert() {}

    static String alias(Notice notice) {
        return Texts.sha256(notice.briefing().group().key());
    }

    /** A new alert in the words of the file, as Alertmanager lays them out. */
    static JsonObject worded(Notice notice, Words words) {
        Map<String, String> details = new TreeMap<>(common(notice));
        details.putAll(words.below("details"));
        String message = words.text("message", "{{ template \"opsgenie.default.message\" . }}");
        String description = words.text("description", "{{ template \"opsgenie.default.description\" . }}");
        JsonObject alert = new JsonObject()
                .put("alias", alias(notice))
                // one without a message is refused
                .put("message", Texts.cut(message.isBlank() ? "(no message)" : message, MAX_MESSAGE))
                .put("details", details(details))
                .put("source", source(words));
        put(alert, "description", Texts.cut(description, MAX_DESCRIPTION));
        put(alert, "note", Texts.cut(words.text("note", ""), MAX_NOTE));
        put(alert, "entity", Texts.cut(words.text("entity", ""), MAX_ENTITY));
        String priority = words.text("priority", "").strip();
        if (PRIORITIES.contains(priority)) alert.put("priority", priority);
        list(alert, "responders", responders(words));
        list(alert, "tags", split(words.text("tags", ""), MAX_TAGS));
        list(alert, "actions", split(words.text("actions", ""), MAX_ACTIONS));
        return alert;
    }

    /** The end of one, likewise. */
    static JsonObject wordedEnd(Words words) {
        return new JsonObject().put("source", source(words));
    }

    /** A new alert in words of ours. */
    static JsonObject own(Notice notice, ZoneId zone) {
        Facts facts = new Facts(notice);
        Map<String, String> details = new TreeMap<>(common(notice));
        facts.links().forEach(link -> details.put(link.name(), link.url()));
        JsonObject alert = new JsonObject()
                .put("alias", alias(notice))
                .put("message", Texts.cut(Texts.whole(facts.headline()), MAX_MESSAGE))
                .put("description", new Story(notice, Markup.PLAIN, zone).rest("\n", MAX_DESCRIPTION))
                .put("details", details(details))
                .put("source", "Tocsin")
                .put("priority", priority(notice.briefing().severity()));
        put(alert, "entity", Texts.cut(facts.service(), MAX_ENTITY));
        return alert;
    }

    /** An acknowledgement or an end in words of ours. */
    static JsonObject ownUpdate(Notice notice) {
        Facts facts = new Facts(notice);
        String why = facts.why().isEmpty() ? "" : ". " + facts.why();
        JsonObject update = new JsonObject()
                .put("source", "Tocsin")
                .put("note", Texts.cut(facts.headline() + " after " + facts.lasted() + why, MAX_NOTE));
        put(update, "user", Texts.cut(Texts.line(notice.briefing().by()), MAX_USER));
        return update;
    }

    private static String priority(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "P1";
            case HIGH -> "P2";
            case MEDIUM -> "P3";
            case LOW -> "P4";
        };
    }

    private static String source(Words words) {
        return Texts.cut(words.text("source", "{{ template \"opsgenie.default.source\" . }}"), MAX_SOURCE);
    }

    private static Map<String, String> common(Notice notice) {
        List<Alert> alerts = notice.briefing().group().alerts();
        Labels first = alerts.isEmpty()
                ? notice.briefing().group().labels()
                : alerts.getFirst().labels();
        Map<String, String> common = new TreeMap<>(first.map());
        for (Alert alert : alerts)
            common.entrySet().retainAll(alert.labels().map().entrySet());
        return common;
    }

    /** As many as have room together, in the order of their names. */
    private static JsonObject details(Map<String, String> details) {
        JsonObject json = new JsonObject();
        int room = MAX_DETAILS;
        for (Map.Entry<String, String> detail : details.entrySet()) {
            int left = room - detail.getKey().length();
            if (left < 2) continue;
            String value = Texts.cut(Texts.whole(detail.getValue()), left);
            json.put(detail.getKey(), value);
            room = left - value.length();
        }
        return json;
    }

    private static JsonArray responders(Words words) {
        JsonArray responders = new JsonArray();
        for (String path : words.items("responders")) {
            String type = words.text(path + ".type", "").toLowerCase(Locale.ROOT);
            String name = words.text(path + ".name", "");
            JsonObject responder = new JsonObject();
            put(responder, "id", words.text(path + ".id", ""));
            put(responder, "username", words.text(path + ".username", ""));
            if (type.equals("teams")) {
                for (String team : name.split(",", -1)) {
                    if (!team.isBlank()) add(responders, new JsonObject().put("name", team.strip()), "team");
                }
                continue;
            }
            put(responder, "name", name);
            // templates that say nothing: a responder that is named by a label this alert lacks
            if (!responder.isEmpty()) add(responders, responder, type);
        }
        return responders;
    }

    private static void add(JsonArray responders, JsonObject responder, String type) {
        if (responders.size() < MAX_RESPONDERS) responders.add(responder.put("type", type));
    }

    private static JsonArray split(String text, int limit) {
        JsonArray words = new JsonArray();
        Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .limit(limit)
                .forEach(word -> words.add(Texts.cut(word, MAX_WORD)));
        return words;
    }

    private static void list(JsonObject json, String name, JsonArray items) {
        if (!items.isEmpty()) json.put(name, items);
    }

    private static void put(JsonObject json, String name, String text) {
        if (!text.isEmpty()) json.put(name, text);
    }
}
