package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.tocsin.notify.Facts.Link;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** A notice as an adaptive card in the message that a workflow of Teams takes. */
final class MsteamsCard {
    /** Teams refuses 28 KB; some of that goes to what surrounds the card on its way. */
    private static final int MAX_BYTES = 27_000;

    /** Some lines on a phone; more is no title. */
    private static final int MAX_TITLE = 1024;

    private static final int MAX_OWN_TEXT = 8000;

    private MsteamsCard() {}

    /** In the words of the file, as Alertmanager lays them out. */
    static JsonObject worded(Notice notice, Words words) {
        String title = words.text("title", "{{ template \"msteamsv2.default.title\" . }}");
        String text = words.text("text", "{{ template \"msteamsv2.default.text\" . }}");
        String colour = new Facts(notice).over() ? "Good" : "Attention";
        return fitted(title, colour, text, new JsonArray());
    }

    /** In words of ours, with a button for each link. */
    static JsonObject own(Notice notice, ZoneId zone) {
        Story story = new Story(notice, Markup.MARKDOWN, zone);
        JsonArray actions = new JsonArray();
        for (Link link : new Facts(notice).links()) {
            actions.add(new JsonObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", link.name())
                    .put("url", link.url()));
        }
        String colour = switch (notice.kind()) {
            case PAGE, NOTIFY -> "Attention";
            case ACKNOWLEDGED -> "Warning";
            case RESOLVED -> "Good";
        };
        String title = Markup.MARKDOWN.text(story.title(MAX_TITLE / 2));
        return fitted(title, colour, story.restWithoutLinks("\n\n", MAX_OWN_TEXT), actions);
    }

    /** The text makes room until the whole message is small enough. */
    private static JsonObject fitted(String title, String colour, String text, JsonArray actions) {
        String shortTitle = Texts.cut(title, MAX_TITLE);
        int room = MAX_BYTES;
        JsonObject message = message(shortTitle, colour, Texts.cut(text, room), actions);
        while (size(message) > MAX_BYTES && room > 10) {
            room = room * 9 / 10;
            message = message(shortTitle, colour, Texts.cut(text, room), actions);
        }
        return message;
    }

    private static JsonObject message(String title, String colour, String text, JsonArray actions) {
        JsonObject heading = new JsonObject()
                .put("type", "TextBlock")
                .put("text", title)
                .put("weight", "Bolder")
                .put("size", "Medium")
                .put("wrap", true)
                .put("style", "heading")
                .put("color", colour);
        JsonObject body =
                new JsonObject().put("type", "TextBlock").put("text", text).put("wrap", true);
        JsonObject card = new JsonObject()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.2")
                .put("body", new JsonArray().add(heading).add(body))
                .put("msteams", new JsonObject().put("width", "full"));
        if (!actions.isEmpty()) card.put("actions", actions);
        JsonObject attachment = new JsonObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl")
                .put("content", card);
        return new JsonObject().put("type", "message").put("attachments", new JsonArray().add(attachment));
    }

    private static int size(JsonObject message) {
        return message.encode().getBytes(StandardCharsets.UTF_8).length;
    }
}
