package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A notice as a message of a Mattermost incoming webhook: Slack's attachments, and some fields of its own. */
final class MattermostMessage {
    /** What one post holds; Mattermost would make several posts of more. */
    private static final int MAX_TEXT = 16_383;

    private static final int MAX_HEADLINE = 300;
    private static final int MAX_OWN_TEXT = 8000;

    /** Upstream's rule: every other word means the standard priority. */
    private static final Set<String> PRIORITIES = Set.of("urgent", "important", "standard");

    private static final List<String> PLAIN = List.of(
            "pretext", "author_name", "author_link", "author_icon", "thumb_url", "footer", "footer_icon", "image_url");

    private final Words words;

    private MattermostMessage(Words words) {
        this.words = words;
    }

    /** In the words of the file, as Alertmanager lays them out. */
    static JsonObject worded(Words words, String channel) {
        return new MattermostMessage(words).message(channel);
    }

    /** In words of ours: the headline as text, which notifications show, the rest beside a coloured bar. */
    static JsonObject own(Notice notice, String channel, ZoneId zone) {
        Story story = new Story(notice, Markup.MARKDOWN, zone);
        JsonObject attachment = new JsonObject()
                .put("fallback", Markup.unaddressed(story.title(MAX_HEADLINE)))
                .put("color", colour(notice))
                .put("text", story.rest("\n", MAX_OWN_TEXT));
        JsonObject message = new JsonObject()
                .put("text", Markup.MARKDOWN.bold(story.title(MAX_HEADLINE)))
                .put("username", "Tocsin")
                .put("attachments", new JsonArray().add(attachment));
        put(message, "channel", channel);
        return message;
    }

    private static String colour(Notice notice) {
        return switch (notice.kind()) {
            case RESOLVED -> "#2ecc71";
            case ACKNOWLEDGED -> "#95a5a6";
            case PAGE, NOTIFY ->
                switch (notice.briefing().severity()) {
                    case CRITICAL -> "#992d22";
                    case HIGH -> "#e67e22";
                    case MEDIUM -> "#f1c40f";
                    case LOW -> "#3498db";
                };
        };
    }

    private JsonObject message(String channel) {
        JsonObject message = new JsonObject();
        put(message, "channel", words.text("channel", channel.contains("{{") ? "" : channel));
        put(message, "username", byDefault("username"));
        for (String name : List.of("icon_url", "icon_emoji", "type")) put(message, name, words.text(name, ""));
        priority(message);
        String card = words.text("props.card", "");
        if (!card.isEmpty()) message.put("props", new JsonObject().put("card", card));
        List<String> own = words.items("attachments");
        JsonArray attachments = new JsonArray();
        if (own.isEmpty()) {
            attachments.add(single());
        } else {
            put(message, "text", Texts.cut(byDefault("text"), MAX_TEXT));
            for (String path : own) attachments.add(attachment(path));
        }
        return message.put("attachments", attachments);
    }

    /** Of the settings beside the webhook, with the defaults of the file's language. */
    private JsonObject single() {
        JsonObject attachment = new JsonObject();
        put(attachment, "fallback", byDefault("fallback"));
        put(attachment, "color", byDefault("color"));
        put(attachment, "text", Texts.cut(byDefault("text"), MAX_TEXT));
        put(attachment, "title", byDefault("title"));
        String link = words.text("title_link", "{{ template \"mattermost.default.titlelink\" . }}");
        put(attachment, "title_link", link);
        for (String name : PLAIN) put(attachment, name, words.text(name, ""));
        fields(attachment, "fields");
        return attachment;
    }

    /** One of a list in the file; it has no defaults. */
    private JsonObject attachment(String path) {
        JsonObject attachment = new JsonObject();
        for (String name : List.of("fallback", "color", "title", "title_link")) {
            put(attachment, name, words.text(path + "." + name, ""));
        }
        put(attachment, "text", Texts.cut(words.text(path + ".text", ""), MAX_TEXT));
        for (String name : PLAIN) put(attachment, name, words.text(path + "." + name, ""));
        fields(attachment, path + ".fields");
        return attachment;
    }

    private void fields(JsonObject attachment, String list) {
        JsonArray fields = new JsonArray();
        for (String path : words.items(list)) {
            JsonObject field = new JsonObject()
                    .put("title", words.text(path + ".title", ""))
                    .put("value", words.text(path + ".value", ""));
            if (!words.raw(path + ".short", "").isEmpty()) field.put("short", words.flag(path + ".short", false));
            fields.add(field);
        }
        if (!fields.isEmpty()) attachment.put("fields", fields);
    }

    /** Only an urgent post may nag, and only one above standard may ask for an acknowledgement. */
    private void priority(JsonObject message) {
        String asked = words.text("priority.priority", "").toLowerCase(Locale.ROOT);
        if (asked.isEmpty()) return;
        String priority = PRIORITIES.contains(asked) ? asked : "standard";
        JsonObject json = new JsonObject().put("priority", priority);
        if (!priority.equals("standard") && words.flag("priority.requested_ack", false)) {
            json.put("requested_ack", true);
        }
        if (priority.equals("urgent") && words.flag("priority.persistent_notifications", false)) {
            json.put("persistent_notifications", true);
        }
        message.put("priority", json);
    }

    private String byDefault(String name) {
        return words.text(name, "{{ template \"mattermost.default." + name + "\" . }}");
    }

    private static void put(JsonObject json, String name, String text) {
        if (!text.isEmpty()) json.put(name, text);
    }
}
