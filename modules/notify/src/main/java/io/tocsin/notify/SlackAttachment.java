package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notice as Alertmanager writes it to Slack: one attachment, each of whose texts the file may give. Its markup is the
 * author's business and stays as it is, but only the author may shout: {@code <!channel>} and its like in labels and
 * annotations, which may come from a log line, become text.
 */
final class SlackAttachment {
    /** The settings that word a message; the others say where it goes and who speaks. */
    private static final String[] WORDS = {
        "actions",
        "callback_id",
        "color",
        "fallback",
        "fields",
        "footer",
        "image_url",
        "message_text",
        "pretext",
        "text",
        "thumb_url",
        "title",
        "title_link"
    };

    private static final Pattern SHOUT = Pattern.compile("<(!(?:channel|here|everyone)\\b)", Pattern.CASE_INSENSITIVE);

    /** In code points: where Alertmanager cuts. */
    private static final int MAX_TITLE = 1024;

    /** Slack cuts at 40,000 and refuses soon after. */
    private static final int MAX_TEXT = 39_000;

    private final Words words;

    private SlackAttachment(Words words) {
        this.words = words;
    }

    /** Whether the file words this notice itself. */
    static boolean words(Notice notice, Wording wording) {
        return wording.words(notice, WORDS);
    }

    /** Whether the file words notices like this, or others of its group. */
    static boolean words(Words words) {
        return words.hasAny(WORDS);
    }

    /** What stays of a label or annotation on its way into a template. */
    static String quiet(String value) {
        if (!value.contains("<!")) return value;
        return SHOUT.matcher(value).replaceAll(found -> Matcher.quoteReplacement("&lt;" + found.group(1)));
    }

    /**
     * The same with our buttons below it, where somebody listens and the file gives no buttons of its own: a pager that cannot be
     * answered where it is read is answered later.
     */
    static JsonObject of(Words words, Facts facts) {
        JsonObject json = of(words);
        JsonArray buttons = words.items("actions").isEmpty() ? SlackButtons.acting(facts) : new JsonArray();
        if (buttons.isEmpty()) return json;
        JsonObject row = new JsonObject().put("type", "actions").put("elements", buttons);
        json.getJsonArray("attachments").add(new JsonObject().put("blocks", new JsonArray().add(row)));
        return json;
    }

    /** The whole message without the channel. */
    static JsonObject of(Words words) {
        SlackAttachment message = new SlackAttachment(words);
        JsonObject json = identity(words);
        message.put(json, "text", "message_text");
        return json.put("attachments", new JsonArray().add(message.attachment()));
    }

    /** Who speaks: also over a message in words of ours. */
    static JsonObject identity(Words words) {
        SlackAttachment message = new SlackAttachment(words);
        JsonObject json = new JsonObject();
        boolean own = words.hasAny(WORDS);
        message.put(json, "username", "username", own ? "{{ template \"slack.default.username\" . }}" : "");
        message.put(json, "icon_emoji", "icon_emoji", own ? "{{ template \"slack.default.iconemoji\" . }}" : "");
        message.put(json, "icon_url", "icon_url", own ? "{{ template \"slack.default.iconurl\" . }}" : "");
        if (words.flag("link_names", false)) json.put("link_names", true);
        return json;
    }

    private JsonObject attachment() {
        JsonObject json = new JsonObject();
        String title = words.text("title", "{{ template \"slack.default.title\" . }}");
        if (!title.isEmpty()) json.put("title", Texts.cutCodePoints(Texts.whole(title), MAX_TITLE));
        put(json, "title_link", "title_link", "{{ template \"slack.default.titlelink\" . }}");
        put(json, "pretext", "pretext", "{{ template \"slack.default.pretext\" . }}");
        json.put("text", text("text", "{{ template \"slack.default.text\" . }}"));
        json.put("fallback", text("fallback", "{{ template \"slack.default.fallback\" . }}"));
        json.put("callback_id", text("callback_id", "{{ template \"slack.default.callbackid\" . }}"));
        JsonArray fields = fields();
        if (!fields.isEmpty()) json.put("fields", fields);
        JsonArray actions = actions();
        if (!actions.isEmpty()) json.put("actions", actions);
        put(json, "image_url", "image_url");
        put(json, "thumb_url", "thumb_url");
        json.put("footer", text("footer", "{{ template \"slack.default.footer\" . }}"));
        put(json, "color", "color", "{{ template \"slack.default.color\" . }}");
        List<String> markdown = words.texts("mrkdwn_in");
        return json.put(
                "mrkdwn_in", new JsonArray(markdown.isEmpty() ? List.of("fallback", "pretext", "text") : markdown));
    }

    private JsonArray fields() {
        JsonArray fields = new JsonArray();
        boolean shortly = words.flag("short_fields", false);
        for (String field : words.items("fields")) {
            fields.add(new JsonObject()
                    .put("title", text(field + ".title", ""))
                    .put("value", text(field + ".value", ""))
                    .put("short", words.flag(field + ".short", shortly)));
        }
        return fields;
    }

    private JsonArray actions() {
        JsonArray actions = new JsonArray();
        for (String path : words.items("actions")) {
            JsonObject action = new JsonObject();
            for (String name : List.of("type", "text", "url", "style")) put(action, name, path + "." + name);
            // As in Alertmanager, a button with an address needs no app that listens, and tells none.
            if (!words.hasAny(path + ".url")) {
                put(action, "name", path + ".name");
                put(action, "value", path + ".value");
                confirm(action, path + ".confirm");
            }
            actions.add(action);
        }
        return actions;
    }

    private void confirm(JsonObject action, String path) {
        if (!words.hasAny(path)) return;
        JsonObject confirm = new JsonObject();
        for (String name : List.of("text", "title", "ok_text", "dismiss_text")) put(confirm, name, path + "." + name);
        action.put("confirm", confirm);
    }

    private void put(JsonObject json, String name, String path) {
        put(json, name, path, "");
    }

    private void put(JsonObject json, String name, String path, String otherwise) {
        String text = text(path, otherwise);
        if (!text.isEmpty()) json.put(name, text);
    }

    private String text(String path, String otherwise) {
        return Texts.cut(Texts.whole(words.text(path, otherwise)), MAX_TEXT);
    }
}
