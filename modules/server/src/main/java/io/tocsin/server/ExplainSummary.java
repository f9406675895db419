package io.tocsin.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer in a few sentences: who is told, or why nobody is. */
final class ExplainSummary {
    private ExplainSummary() {}

    /**
     * In short.
     *
     * @param verdict {@code told} when somebody hears of it at the first look; {@code held} when something keeps everybody from
     *     it; {@code nobody} when there is nobody to tell
     */
    record Answer(String verdict, List<String> sentences) {}

    static Answer of(JsonArray notices, Hours hours) {
        boolean told = false;
        boolean held = false;
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < notices.size(); i++) {
            JsonObject notice = notices.getJsonObject(i);
            boolean holds = !notice.getJsonArray("held").isEmpty();
            boolean reaches = notice.getString("due") != null
                    && (!to(notice).isEmpty() || !levels(notice).isEmpty());
            told |= reaches && !holds;
            held |= holds;
            sentences.add(sentence(notice, holds, hours));
        }
        return new Answer(told ? "told" : held ? "held" : "nobody", sentences);
    }

    private static String sentence(JsonObject notice, boolean holds, Hours hours) {
        String receiver = notice.getString("receiver");
        if (!holds) return plan(notice, receiver, hours);
        String because = notice.getJsonArray("held").stream()
                .map(JsonObject.class::cast)
                .map(hold -> hold.getString("text"))
                .collect(Collectors.joining("; "));
        String first = receiver + " hears nothing at " + at(notice.getString("look"), hours) + ": " + because + ".";
        return notice.getString("due") == null
                ? first
                : first + " If it still fires then: " + plan(notice, receiver, hours);
    }

    private static String plan(JsonObject notice, String receiver, Hours hours) {
        String due = notice.getString("due");
        if (due == null) return receiver + " is not told: " + notice.getString("why") + ".";
        JsonObject incident = incident(notice);
        List<JsonObject> levels = levels(notice);
        List<String> parts = new ArrayList<>();
        if (!levels.isEmpty() && incident == null)
            parts.add(are(people(levels.getFirst()), "paged" + heldBack(levels.getFirst(), hours)));
        List<String> to = to(notice);
        if (!to.isEmpty()) parts.add(are(to, "told"));
        String plan = parts.isEmpty()
                ? receiver + ": " + nobody(notice) + "."
                : receiver + " at " + at(due, hours) + ": " + String.join("; ", parts) + ".";
        return plan + (incident == null ? next(levels, 1, hours) : underWay(incident) + next(levels, 0, hours));
    }

    private static String underWay(JsonObject incident) {
        String by = incident.getString("by");
        return " Incident " + incident.getString("id") + " is " + incident.getString("state")
                + (by == null ? "" : " by " + by) + ".";
    }

    private static String are(List<String> who, String what) {
        return String.join(", ", who) + (who.size() == 1 ? " is " : " are ") + what;
    }

    private static String next(List<JsonObject> levels, int index, Hours hours) {
        if (levels.size() <= index) return "";
        JsonObject next = levels.get(index);
        return " Unless " + (next.getString("unless").equals("resolved") ? "it is over" : "somebody acknowledges")
                + " by then: " + String.join(", ", people(next)) + " at " + at(next.getString("at"), hours) + ".";
    }

    /** Where rules of their own keep everybody of a level from hearing of it at once. */
    private static String heldBack(JsonObject level, Hours hours) {
        String heard = level.getString("heard_at");
        return heard == null ? "" : ", but hears of it at " + at(heard, hours);
    }

    private static String nobody(JsonObject notice) {
        JsonArray to = notice.getJsonArray("to");
        if (to.isEmpty()) return "this receiver tells nobody, only the console shows it";
        return to.stream()
                .map(JsonObject.class::cast)
                .map(way -> way.getString("destination") + " cannot be reached, " + way.getString("why_not"))
                .collect(Collectors.joining("; "));
    }

    private static @Nullable JsonObject incident(JsonObject notice) {
        JsonObject escalation = notice.getJsonObject("escalation");
        return escalation == null ? null : escalation.getJsonObject("incident");
    }

    private static String at(String instant, Hours hours) {
        return hours.at(Instant.parse(instant));
    }

    /** What is told then and can be. */
    private static List<String> to(JsonObject notice) {
        return notice.getJsonArray("to").stream()
                .map(JsonObject.class::cast)
                .filter(way -> way.getBoolean("deliverable") && way.getString("reason") != null)
                .map(way -> way.getString("destination"))
                .toList();
    }

    /** The levels that reach somebody. */
    private static List<JsonObject> levels(JsonObject notice) {
        JsonObject escalation = notice.getJsonObject("escalation");
        if (escalation == null) return List.of();
        return escalation.getJsonArray("levels").stream()
                .map(JsonObject.class::cast)
                .filter(level -> !people(level).isEmpty())
                .toList();
    }

    private static List<String> people(JsonObject level) {
        return level.getJsonArray("people").stream()
                .map(JsonObject.class::cast)
                .filter(ExplainSummary::reachable)
                .map(person -> person.getString("name"))
                .toList();
    }

    private static boolean reachable(JsonObject person) {
        return person.getJsonArray("contacts").stream()
                .map(JsonObject.class::cast)
                .anyMatch(contact -> contact.getBoolean("usable"));
    }
}
