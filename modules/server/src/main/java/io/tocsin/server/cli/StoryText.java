package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What became of an alert, for somebody at a terminal: the answer first, then everything that happened, in order. */
final class StoryText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

    private StoryText() {}

    static String of(JsonObject answer) {
        ZoneId zone = ZoneId.of(answer.getString("zone"));
        StringBuilder out = new StringBuilder();
        out.append(ExplainText.labels(answer.getJsonObject("labels")))
                .append("  ")
                .append(answer.getString("fingerprint"))
                .append('\n');
        out.append("from ")
                .append(clock(answer.getString("from"), zone))
                .append(" to ")
                .append(clock(answer.getString("to"), zone))
                .append(' ')
                .append(zone)
                .append("\n\n");
        out.append(headline(answer.getString("verdict"))).append('\n');
        answer.getJsonArray("summary")
                .forEach(sentence -> out.append("  ")
                        .append(EventLines.visible(String.valueOf(sentence)))
                        .append('\n'));
        out.append('\n');
        for (JsonObject scene : ExplainText.objects(answer.getJsonArray("story"))) {
            out.append("  ").append(clock(scene.getString("at"), zone)).append("  ");
            out.append(EventLines.visible(scene.getString("text"))).append('\n');
        }
        if (!answer.getBoolean("complete"))
            out.append("  Only the newest decisions are listed; ask for a shorter time.\n");
        return out.toString();
    }

    private static String headline(String verdict) {
        return switch (verdict) {
            case "told" -> "TOLD";
            case "held" -> "NOBODY WAS TOLD";
            default -> "NOBODY was told";
        };
    }

    private static String clock(String instant, ZoneId zone) {
        return CLOCK.format(Instant.parse(instant).atZone(zone));
    }
}
