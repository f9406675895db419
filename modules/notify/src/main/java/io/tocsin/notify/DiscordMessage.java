package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;

/** A notice as a message of a Discord webhook: one embed, coloured by how things stand. */
final class DiscordMessage {
    private static final int MAX_CONTENT = 2000;
    private static final int MAX_TITLE = 256;
    private static final int MAX_DESCRIPTION = 4096;
    private static final int MAX_USERNAME = 80;
    private static final int MAX_HEADLINE = 300;

    private static final int RED = 0x992D22;
    private static final int ORANGE = 0xE67E22;
    private static final int YELLOW = 0xF1C40F;
    private static final int BLUE = 0x3498DB;
    private static final int GREEN = 0x2ECC71;
    private static final int GREY = 0x95A5A6;

    private DiscordMessage() {}

    /** In the words of the file, as Alertmanager lays them out. */
    static JsonObject worded(Notice notice, Words words) {
        String title = Texts.cut(words.text("title", "{{ template \"discord.default.title\" . }}"), MAX_TITLE);
        String text = Texts.cut(words.text("message", "{{ template \"discord.default.message\" . }}"), MAX_DESCRIPTION);
        String content = Texts.cut(words.text("content", "{{ template \"discord.default.content\" . }}"), MAX_CONTENT);
        boolean nothing = title.isBlank() && text.isBlank() && content.isBlank();
        JsonObject embed = new JsonObject()
                .put("title", title)
                // a message of nothing is refused, and an empty one still says that something is up
                .put("description", nothing ? "(no details)" : text)
                .put("color", new Facts(notice).over() ? GREEN : RED);
        JsonObject message = new JsonObject().put("content", content).put("embeds", new JsonArray().add(embed));
        String username = words.raw("username", "");
        if (!username.isEmpty()) message.put("username", Texts.cut(username, MAX_USERNAME));
        String avatar = words.raw("avatar_url", "");
        if (Facts.isWeb(avatar)) message.put("avatar_url", avatar);
        return message;
    }

    /** In words of ours: the headline as text, which is what a locked phone shows, the rest in the embed. Nobody is called. */
    static JsonObject own(Notice notice, ZoneId zone) {
        Story story = new Story(notice, Markup.MARKDOWN, zone);
        JsonObject embed = new JsonObject()
                .put("description", story.rest("\n", MAX_DESCRIPTION))
                .put("color", colour(notice));
        return new JsonObject()
                .put("content", Markup.MARKDOWN.bold(story.title(MAX_HEADLINE)))
                .put("embeds", new JsonArray().add(embed))
                .put("allowed_mentions", new JsonObject().put("parse", new JsonArray()));
    }

    private static int colour(Notice notice) {
        return switch (notice.kind()) {
            case RESOLVED -> GREEN;
            case ACKNOWLEDGED -> GREY;
            case PAGE, NOTIFY ->
                switch (notice.briefing().severity()) {
                    case CRITICAL -> RED;
                    case HIGH -> ORANGE;
                    case MEDIUM -> YELLOW;
                    case LOW -> BLUE;
                };
        };
    }
}
