package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The side of Slack that people press buttons on: tells the app by signed requests or by Socket Mode, and shows the one who
 * pressed what the app answers. Source: docs.slack.dev, Handling user interaction, Verifying requests, Using Socket Mode.
 */
public final class FakeSlackApp extends FakeService<FakeSlackApp.Reply> {
    /** The only app-level token that is accepted. */
    public static final String APP_TOKEN = "xapp-1-A0FAKE-fake-app-token";

    /** What requests are signed with. */
    public static final String SIGNING_SECRET = "8f742231b10e8888abcd99badc0ffee5";

    private final Vertx vertx;
    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicInteger tickets = new AtomicInteger();
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** What the one who pressed sees. */
    public record Reply(String path, String text, JsonObject body) {}

    private volatile boolean muted;

    private record Waiting(JsonObject envelope, Promise<Void> acknowledged) {}

    private FakeSlackApp(Vertx vertx) {
        super(vertx);
        this.vertx = vertx;
        webSockets(this::connected);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeSlackApp> start(Vertx vertx, int port) {
        return listen(new FakeSlackApp(vertx), port);
    }

    /** What a client calls {@code https://slack.com/api}; knows the methods of Socket Mode only. */
    public String apiUrl() {
        return base() + "/api";
    }

    /** How many sockets were asked for. */
    public int opened() {
        return tickets.get();
    }

    /** How many sockets stand. */
    public int connected() {
        return sockets.size();
    }

    /**
     * Somebody presses a button that the message shows now.
     *
     * @throws IllegalArgumentException when it shows no such button
     */
    public JsonObject press(FakeSlack.Message message, String actionId, String userId, String userName) {
        String now = message.updatedBlocks().isEmpty() ? message.blocks() : message.updatedBlocks();
        JsonObject button = button(new JsonArray(now), actionId);
        int n = sequence.incrementAndGet();
        JsonObject user = new JsonObject()
                .put("id", userId)
                .put("username", userName)
                .put("name", userName)
                .put("team_id", "T0FAKE");
        return new JsonObject()
                .put("type", "block_actions")
                .put("user", user)
                .put("trigger_id", "1." + n + ".fake")
                .put("channel", new JsonObject().put("id", message.channel()))
                .put(
                        "container",
                        new JsonObject()
                                .put("type", "message")
                                .put("message_ts", message.ts())
                                .put("channel_id", message.channel())
                                .put("is_ephemeral", false))
                .put("message", message.body())
                .put("response_url", base() + "/actions/T0FAKE/" + n)
                .put(
                        "actions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("action_id", actionId)
                                        .put("block_id", "b1")
                                        .put("type", "button")
                                        .put("value", button.getString("value", ""))
                                        .put("action_ts", "1700000000." + n)));
    }

    private static JsonObject button(JsonArray blocks, String actionId) {
        for (Object block : blocks) {
            JsonArray elements = ((JsonObject) block).getJsonArray("elements", new JsonArray());
            for (Object element : elements) {
                if (actionId.equals(((JsonObject) element).getString("action_id"))) return (JsonObject) element;
            }
        }
        throw new IllegalArgumentException("no button " + actionId + " in " + blocks.encode());
    }

    /** Tells the app by a request that is signed at that instant; gives the status of its answer, which has three seconds. */
    public Future<Integer> request(String url, JsonObject payload, Instant at) {
        return new FakeSlackRequest(SIGNING_SECRET, payload, at).send(vertx, url);
    }

    /** Tells the app by its socket, on the next one if there is none now; completes when it was acknowledged. */
    public Future<Void> envelope(JsonObject payload) {
        String id = "envelope-" + sequence.incrementAndGet();
        JsonObject envelope = new JsonObject()
                .put("envelope_id", id)
                .put("type", "interactive")
                .put("accepts_response_payload", true)
                .put("payload", payload);
        Promise<Void> acknowledged = Promise.promise();
        waiting.put(id, new Waiting(envelope, acknowledged));
        if (!sockets.isEmpty()) sockets.getLast().writeTextMessage(envelope.encode());
        return acknowledged.future();
    }

    /** Announces that the sockets which stand will end, as Slack does every few hours; they go on until {@link #drop}. */
    public void announceEnd() {
        String warning = new JsonObject()
                .put("type", "disconnect")
                .put("reason", "refresh_requested")
                .encode();
        sockets.forEach(socket -> socket.writeTextMessage(warning));
    }

    /** From now on sockets stand and say nothing, not even hello, as behind a proxy that lost the other side. */
    public void mute() {
        muted = true;
    }

    /** The oldest socket ends, without a word. */
    public void drop() {
        sockets.getFirst().close();
    }

    private void connected(ServerWebSocket socket) {
        socket.closeHandler(closed -> sockets.remove(socket));
        if (muted) return;
        socket.textMessageHandler(this::acknowledged);
        socket.writeTextMessage(new JsonObject()
                .put("type", "hello")
                .put("num_connections", sockets.size() + 1)
                .put("connection_info", new JsonObject().put("app_id", "A0FAKE"))
                .encode());
        sockets.add(socket);
        waiting.values().forEach(left -> socket.writeTextMessage(left.envelope().encode()));
    }

    private void acknowledged(String text) {
        JsonObject answer = FakeHttp.object(text);
        if (answer == null) return;
        Waiting known = waiting.remove(answer.getString("envelope_id", ""));
        if (known != null) known.acknowledged().tryComplete();
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        if (request.path().startsWith("/actions/")) return shown(request);
        if (!request.path().equals("/api/apps.connections.open")) return FakeHttp.Reply.text(404, "not found");
        String token = request.headers().get("Authorization");
        if (token == null) return refused("not_authed");
        if (!token.equals("Bearer " + APP_TOKEN)) return refused("invalid_auth");
        String url = base().replace("http://", "ws://") + "/link/?ticket=" + tickets.incrementAndGet();
        return FakeHttp.Reply.json(200, new JsonObject().put("ok", true).put("url", url));
    }

    private FakeHttp.Reply shown(FakeHttp.Request request) {
        JsonObject body = FakeHttp.object(request.body());
        if (body == null) return FakeHttp.Reply.text(500, "invalid_payload");
        take(new Reply(request.path(), body.getString("text", ""), body));
        return FakeHttp.Reply.text(200, "ok");
    }

    private static FakeHttp.Reply refused(String error) {
        return FakeHttp.Reply.json(200, new JsonObject().put("ok", false).put("error", error));
    }
}
