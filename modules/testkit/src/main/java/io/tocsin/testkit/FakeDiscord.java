package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** One webhook of Discord. Source: discord.com/developers/docs, execute webhook, embed limits, JSON error codes. */
public final class FakeDiscord extends FakeService<FakeDiscord.Message> {
    private static final String ID = "100000000000000001";
    private static final String TOKEN = "fake-token-of-the-only-webhook-there-is";
    private static final int MAX_CONTENT = 2000;
    private static final int MAX_EMBEDS = 10;
    private static final int MAX_TITLE = 256;
    private static final int MAX_DESCRIPTION = 4096;
    private static final int MAX_TOGETHER = 6000;
    private static final int MAX_USERNAME = 80;
    private static final int MAX_COLOUR = 0xFFFFFF;

    /** A message that was posted, with its embeds and all else in the body. */
    public record Message(String content, JsonArray embeds, JsonObject body) {}

    private FakeDiscord(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeDiscord> start(Vertx vertx, int port) {
        return listen(new FakeDiscord(vertx), port);
    }

    public String webhookUrl() {
        return base() + "/api/webhooks/" + ID + "/" + TOKEN;
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        String[] path = request.path().split("/", -1);
        if (path.length != 5 || !path[2].equals("webhooks")) return error(404, "404: Not Found", 0);
        if (!path[3].equals(ID)) return error(404, "Unknown Webhook", 10_015);
        if (!path[4].equals(TOKEN)) return error(401, "Invalid Webhook Token", 50_027);
        JsonObject body = FakeHttp.object(request.body());
        if (body == null) return error(400, "The request body contains invalid JSON.", 50_109);
        JsonArray embeds = body.getJsonArray("embeds", new JsonArray());
        String content = body.getString("content", "");
        if (content.isBlank() && embeds.stream().allMatch(FakeDiscord::saysNothing)) {
            return error(400, "Cannot send an empty message", 50_006);
        }
        String wrong = wrong(body, content, embeds);
        if (!wrong.isEmpty()) return invalid(wrong);
        take(new Message(content, embeds, body));
        if (!request.query().contains("wait=true")) return new FakeHttp.Reply(204, Map.of(), "");
        return FakeHttp.Reply.json(200, new JsonObject().put("id", "1").put("content", content));
    }

    private static boolean saysNothing(Object embed) {
        JsonObject json = (JsonObject) embed;
        return json.getString("title", "").isBlank()
                && json.getString("description", "").isBlank();
    }

    /** The first field that breaks a rule; empty for none. */
    private static String wrong(JsonObject body, String content, JsonArray embeds) {
        if (length(content) > MAX_CONTENT) return "content";
        if (embeds.size() > MAX_EMBEDS) return "embeds";
        String name = body.getString("username", "name").toLowerCase(Locale.ROOT);
        boolean reserved = name.contains("discord") || name.contains("clyde");
        if (name.isBlank() || length(name) > MAX_USERNAME || reserved) return "username";
        int together = 0;
        for (Object item : embeds) {
            JsonObject embed = (JsonObject) item;
            String title = embed.getString("title", "");
            String description = embed.getString("description", "");
            if (length(title) > MAX_TITLE) return "title";
            if (length(description) > MAX_DESCRIPTION) return "description";
            int colour = embed.getInteger("color", 0);
            if (colour < 0 || colour > MAX_COLOUR) return "color";
            together += length(title) + length(description);
        }
        return together > MAX_TOGETHER ? "embeds" : "";
    }

    private static FakeHttp.Reply invalid(String field) {
        JsonObject body = new JsonObject()
                .put("message", "Invalid Form Body")
                .put("code", 50_035)
                .put("errors", new JsonObject().put(field, new JsonObject().put("_errors", new JsonArray())));
        return FakeHttp.Reply.json(400, body);
    }

    private static FakeHttp.Reply error(int status, String message, int code) {
        return FakeHttp.Reply.json(
                status, new JsonObject().put("message", message).put("code", code));
    }

    /** A rate limit, which says in the body how many seconds to wait. */
    public static Fault tooMany(double seconds) {
        JsonObject body = new JsonObject()
                .put("message", "You are being rate limited.")
                .put("retry_after", seconds)
                .put("global", false);
        return Fault.answer(429, body.encode());
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeDiscord::start, discord -> {
            discord.print(message -> "discord: " + message.body().encode());
            return discord.webhookUrl();
        });
    }
}
