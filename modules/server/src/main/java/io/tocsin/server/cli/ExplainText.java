package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /api/v1/explain} for somebody at a terminal: first the answer, then the reasons. */
final class ExplainText {
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);

    private final StringBuilder out = new StringBuilder();
    private final ZoneId zone;

    private ExplainText(ZoneId zone) {
        this.zone = zone;
    }

    static String of(JsonObject answer) {
        return new ExplainText(ZoneId.of(answer.getString("zone"))).write(answer);
    }

    private String write(JsonObject answer) {
        line(labels(answer.getJsonObject("labels")) + "  " + answer.getString("fingerprint"));
        line("firing on " + when(answer.getString("at")) + " " + zone + known(answer.getJsonObject("known")));
        line("");
        line(headline(answer.getString("verdict")));
        answer.getJsonArray("summary").forEach(sentence -> line("  " + text(sentence)));
        line("");
        line("The way through routing.yml");
        objects(answer.getJsonArray("path")).forEach(this::step);
        int number = 0;
        for (JsonObject notice : objects(answer.getJsonArray("notices"))) notice(++number, notice);
        return out.toString();
    }

    /** The answer in a word, as it stands above everything else. */
    static String headline(String verdict) {
        return switch (verdict) {
            case "told" -> "TOLD";
            case "held" -> "HELD BACK: nobody is told at first";
            default -> "NOBODY is told";
        };
    }

    private static String known(@Nullable JsonObject known) {
        if (known == null) return ", not known so far";
        return known.getBoolean("firing") ? ", known" : ", known and over";
    }

    private void step(JsonObject step) {
        JsonArray matchers = step.getJsonArray("matchers");
        String indent = "  ".repeat(step.getInteger("depth") + 1);
        String wants = matchers.isEmpty() ? "everything" : join(matchers, ", ");
        String mark = switch (step.getString("result")) {
            case "takes" -> "✓ ";
            case "passed_on" -> "↓ ";
            case "not_tried" -> "· ";
            default -> "✗ ";
        };
        line(indent + mark + visible(wants) + " → " + step.getString("receiver") + result(step));
        objects(step.getJsonArray("failed")).forEach(failed -> line(indent + "    " + failed(failed)));
    }

    private static String result(JsonObject step) {
        String goesOn = step.getBoolean("continue") ? ", and goes on (continue)" : "";
        return switch (step.getString("result")) {
            case "takes" -> ": takes it" + goesOn;
            case "passed_on" -> step.getInteger("depth") == 0 ? "" : ": passes it on" + goesOn;
            case "not_tried" -> ": not asked, one above took it";
            default -> "";
        };
    }

    private static String failed(JsonObject failed) {
        String value = failed.getString("value");
        return failed.getString("label") + " is " + (value.isEmpty() ? "missing" : '"' + visible(value) + '"');
    }

    private void notice(int number, JsonObject notice) {
        line("");
        String due = notice.getString("due");
        line(number + ". " + notice.getString("receiver") + (due == null ? ": not told" : " at " + clock(due)) + ", "
                + visible(notice.getString("why")));
        JsonObject group = notice.getJsonObject("group");
        line("   group    " + labels(group.getJsonObject("labels")) + standing(group.getJsonObject("standing")));
        objects(notice.getJsonArray("held")).forEach(held -> line("   held     " + visible(held.getString("text"))));
        objects(notice.getJsonArray("to")).forEach(this::way);
        line("   says     " + visible(notice.getString("title")));
        JsonObject escalation = notice.getJsonObject("escalation");
        if (escalation != null) escalation(escalation);
    }

    private String standing(@Nullable JsonObject standing) {
        if (standing == null) return ", new";
        String told = standing.getString("told_at");
        return ", with " + standing.getInteger("alerts") + (standing.getInteger("alerts") == 1 ? " alert" : " alerts")
                + (standing.getBoolean("member") ? " (this one among them)" : "")
                + (told == null ? ", not told yet" : ", told at " + clock(told));
    }

    private void way(JsonObject way) {
        String reason = way.getString("reason");
        String state = !way.getBoolean("deliverable")
                ? "CANNOT BE REACHED: " + way.getString("why_not")
                : way.getString("why_not") != null
                        ? "as soon as it is set up (here: " + way.getString("why_not") + ")"
                        : reason == null
                                ? "nothing new"
                                : reason.equals("first") ? "first notice" : reason.replace('_', ' ');
        line("   to       " + visible(way.getString("destination")) + ", " + visible(state));
    }

    private void escalation(JsonObject escalation) {
        JsonObject incident = escalation.getJsonObject("incident");
        line("   then     policy " + escalation.getString("policy") + (incident == null ? "" : incident(incident)));
        for (JsonObject level : objects(escalation.getJsonArray("levels"))) {
            String name = level.getBoolean("fallback") ? "fallback" : "level " + level.getInteger("level");
            String people = objects(level.getJsonArray("people")).stream()
                    .map(ExplainText::person)
                    .collect(Collectors.joining(", "));
            String unless = level.getString("unless").equals("resolved") ? ", even when acknowledged" : "";
            line("            %s  %-9s %s%s"
                    .formatted(
                            clock(level.getString("at")),
                            name,
                            people.isEmpty() ? "NOBODY is on call" : people,
                            unless));
        }
        line("            " + escalation.getString("ends"));
    }

    private static String incident(JsonObject incident) {
        String by = incident.getString("by");
        return ", incident " + incident.getString("id") + " is " + incident.getString("state")
                + (by == null ? "" : " by " + by);
    }

    private static String person(JsonObject person) {
        List<String> usable = new ArrayList<>();
        List<String> not = new ArrayList<>();
        for (JsonObject contact : objects(person.getJsonArray("contacts")))
            (contact.getBoolean("usable") ? usable : not).add(contact(contact));
        if (usable.isEmpty())
            return person.getString("name") + " (CANNOT BE REACHED"
                    + (not.isEmpty() ? "" : " by " + String.join(", ", not)) + ")";
        return person.getString("name") + " (" + String.join(", ", usable)
                + (not.isEmpty() ? "" : "; not " + String.join(", ", not)) + ")";
    }

    private static String contact(JsonObject contact) {
        String after = contact.getString("after");
        return contact.getString("channel") + (after == null ? "" : " " + after + " later");
    }

    /** {@code {a="b", c="d"}}. */
    static String labels(JsonObject labels) {
        return labels.stream()
                .map(label -> label.getKey() + "=\"" + visible(String.valueOf(label.getValue())) + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String when(String instant) {
        return WHOLE.format(Instant.parse(instant).atZone(zone));
    }

    private String clock(String instant) {
        return CLOCK.format(Instant.parse(instant).atZone(zone));
    }

    private static String text(Object sentence) {
        return visible(String.valueOf(sentence));
    }

    private static String visible(String text) {
        return EventLines.visible(text);
    }

    private static String join(JsonArray texts, String between) {
        return texts.stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    /** The members of an array that are objects. */
    static List<JsonObject> objects(JsonArray array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(array::getJsonObject)
                .toList();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
