package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;

/**
 * A notice as the parameters of Telegram's {@code sendMessage}.
 *
 * @param body as it is sent first
 * @param plain its text without any markup, for when Telegram cannot read that
 */
record TelegramMessage(JsonObject body, String plain) {
    /** Telegram counts what is left once the markup is gone. */
    private static final int MAX_TEXT = 4096;

    /** What upstream says where nothing is left to say; an empty message is refused. */
    private static final String NOTHING = "(no details)";

    /** In the words of the file, as Alertmanager lays them out. */
    static TelegramMessage worded(Destination.Telegram to, Words words) {
        String mode = words.raw("parse_mode", "HTML");
        String template = "{{ template \"telegram.default.message\" . }}";
        boolean html = mode.equals("HTML");
        String text = html
                ? HtmlText.cutVisible(words.html("message", template), MAX_TEXT)
                : Texts.cut(words.text("message", template), MAX_TEXT);
        String plain = html ? Texts.cut(HtmlText.plain(text), MAX_TEXT) : text;
        JsonObject body = body(to, plain.isBlank() ? NOTHING : text, words.flag("disable_notifications", false));
        if (!mode.isEmpty() && !plain.isBlank()) body.put("parse_mode", mode);
        return new TelegramMessage(body, plain.isBlank() ? NOTHING : plain);
    }

    /** In words of ours: a reply to what came before, and silent once nobody has to act. */
    static TelegramMessage own(Notice notice, Destination.Telegram to, ZoneId zone) {
        boolean silent = !new Facts(notice).firing();
        JsonObject body = body(to, new Story(notice, Markup.HTML, zone).whole(MAX_TEXT), silent);
        body.put("parse_mode", "HTML");
        if (notice.thread().matches("\\d{1,18}")) {
            body.put(
                    "reply_parameters",
                    new JsonObject()
                            .put("message_id", Long.valueOf(notice.thread()))
                            .put("allow_sending_without_reply", true));
        }
        return new TelegramMessage(body, new Story(notice, Markup.PLAIN, zone).whole(MAX_TEXT));
    }

    private static JsonObject body(Destination.Telegram to, String text, boolean silent) {
        JsonObject body = new JsonObject()
                .put("chat_id", to.chat())
                .put("text", text)
                .put("disable_notification", silent)
                .put("link_preview_options", new JsonObject().put("is_disabled", true));
        return to.thread() == 0 ? body : body.put("message_thread_id", to.thread());
    }

    /** The same without markup. */
    TelegramMessage unmarked() {
        JsonObject copy = body.copy().put("text", plain);
        copy.remove("parse_mode");
        return new TelegramMessage(copy, plain);
    }

    /** The same for another chat. */
    TelegramMessage to(long chat) {
        return new TelegramMessage(body.copy().put("chat_id", chat), plain);
    }
}
