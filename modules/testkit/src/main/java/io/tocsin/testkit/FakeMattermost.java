package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * One incoming webhook of Mattermost. A text that is too long for one post becomes several, as there. Source:
 * developers.mattermost.com, incoming webhooks, and the ids of the server's errors.
 */
public final class FakeMattermost extends FakeService<FakeMattermost.Post> {
    private static final String HOOK = "/hooks/fakehookfakehookfakehook01";
    private static final int MAX_TEXT = 16_383;
    private static final int MAX_PROPS = 800_000;
    private static final Set<String> CHANNELS = Set.of("", "town-square", "ops", "@anna");
    private static final Set<String> PRIORITIES = Set.of("standard", "important", "urgent");

    /** A post as it stands in a channel; empty for the webhook's own. */
    public record Post(String channel, String text, JsonArray attachments, JsonObject body) {}

    private FakeMattermost(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeMattermost> start(Vertx vertx, int port) {
        return listen(new FakeMattermost(vertx), port);
    }

    public String webhookUrl() {
        return base() + HOOK;
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        if (!request.path().equals(HOOK)) return error(400, "web.incoming_webhook.invalid", "Invalid webhook.");
        JsonObject body = FakeHttp.object(request.body());
        if (body == null) return error(400, "api.webhook.incoming.error", "Could not decode the payload.");
        String text = body.getString("text", "");
        JsonArray attachments = body.getJsonArray("attachments", new JsonArray());
        if (text.isEmpty() && attachments.isEmpty()) {
            return error(400, "web.incoming_webhook.text", "No text specified.");
        }
        String channel = body.getString("channel", "");
        if (!CHANNELS.contains(channel)) {
            return error(404, "web.incoming_webhook.channel", "Couldn't find the channel.");
        }
        if (attachments.encode().length() > MAX_PROPS) {
            return error(400, "web.incoming_webhook.split_props_length", "Unable to split webhook props.");
        }
        JsonObject priority = body.getJsonObject("priority", new JsonObject().put("priority", "standard"));
        if (!PRIORITIES.contains(priority.getString("priority"))) {
            return error(400, "api.post.post_priority", "The priority of the post is not valid.");
        }
        post(channel, text, attachments, body);
        return FakeHttp.Reply.text(200, "ok");
    }

    private void post(String channel, String text, JsonArray attachments, JsonObject body) {
        String rest = text;
        while (length(rest) > MAX_TEXT) {
            int end = rest.offsetByCodePoints(0, MAX_TEXT);
            take(new Post(channel, rest.substring(0, end), new JsonArray(), body));
            rest = rest.substring(end);
        }
        take(new Post(channel, rest, attachments, body));
    }

    private static FakeHttp.Reply error(int status, String id, String message) {
        return FakeHttp.Reply.json(
                status,
                new JsonObject()
                        .put("id", id + ".app_error")
                        .put("message", message)
                        .put("status_code", status));
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeMattermost::start, mattermost -> {
            mattermost.print(
                    post -> "mattermost " + post.channel() + ": " + post.body().encode());
            return mattermost.webhookUrl();
        });
    }
}
