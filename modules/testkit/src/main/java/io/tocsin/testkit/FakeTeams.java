package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of Microsoft Teams that posts the adaptive cards it gets. It is stricter than the real one, which answers 202
 * first and finds a broken card later, where no client can see it. Source: learn.microsoft.com, workflows and adaptive cards.
 */
public final class FakeTeams extends FakeService<FakeTeams.Card> {
    private static final String PATH = "/workflows/f9b1c2d3e4f5/triggers/manual/paths/invoke";
    private static final String SIGNATURE = "sig=fake-signature-of-the-only-workflow";
    private static final int MAX_BYTES = 28 * 1024;
    private static final int MAX_ACTIONS = 6;

    /** A card that was taken, with the text of its blocks in order. */
    public record Card(String text, JsonObject card) {}

    private FakeTeams(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeTeams> start(Vertx vertx, int port) {
        return listen(new FakeTeams(vertx), port);
    }

    public String webhookUrl() {
        return base() + PATH + "?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&" + SIGNATURE;
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        if (!request.path().equals(PATH)) return error(404, "WorkflowNotFound", "The workflow could not be found.");
        if (!request.query().contains(SIGNATURE)) {
            return error(401, "DirectApiAuthorizationRequired", "The request must be authenticated.");
        }
        if (request.body().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return error(413, "RequestEntityTooLarge", "The message is larger than 28 KB.");
        }
        JsonObject message = FakeHttp.object(request.body());
        JsonObject card = message == null ? null : card(message);
        if (card == null) return error(400, "TriggerInputSchemaMismatch", "The input does not match the schema.");
        StringBuilder text = new StringBuilder();
        for (Object block : card.getJsonArray("body")) {
            text.append(((JsonObject) block).getString("text", "")).append('\n');
        }
        take(new Card(text.toString(), card));
        return new FakeHttp.Reply(202, Map.of(), "");
    }

    /** The card of a message that is one; null otherwise. */
    private static @Nullable JsonObject card(JsonObject message) {
        JsonArray attachments = message.getJsonArray("attachments", new JsonArray());
        if (!"message".equals(message.getString("type")) || attachments.size() != 1) return null;
        JsonObject attachment = attachments.getJsonObject(0);
        if (!"application/vnd.microsoft.card.adaptive".equals(attachment.getString("contentType"))) return null;
        JsonObject card = attachment.getJsonObject("content", new JsonObject());
        boolean named = "AdaptiveCard".equals(card.getString("type")) && card.containsKey("version");
        JsonArray body = card.getJsonArray("body", new JsonArray());
        JsonArray actions = card.getJsonArray("actions", new JsonArray());
        boolean blocks = !body.isEmpty()
                && body.stream().allMatch(block -> "TextBlock".equals(((JsonObject) block).getString("type")));
        return named && blocks && actions.size() <= MAX_ACTIONS ? card : null;
    }

    private static FakeHttp.Reply error(int status, String code, String message) {
        JsonObject error = new JsonObject().put("code", code).put("message", message);
        return FakeHttp.Reply.json(status, new JsonObject().put("error", error));
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeTeams::start, teams -> {
            teams.print(card -> "teams: " + card.text());
            return teams.webhookUrl();
        });
    }
}
