package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Slack as a client sees it: incoming webhooks under {@code /services/} and the few methods of the Web API that a pager
 * needs, with Slack's own answers, limits and kinds of failure. Source: docs.slack.dev, chat.postMessage and incoming
 * webhooks.
 */
public final class FakeSlack {
    /** The only bearer token that is accepted. */
    public static final String TOKEN = "xoxb-fake-token";

    private static final String WEBHOOK_PATH = "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
    private static final String BEARER = "Bearer ";
    /** Longer texts are refused here; Slack cuts them with a warning, which nobody would see. */
    private static final int MAX_TEXT = 40_000;

    private static final int MAX_ATTACHMENTS = 100;
    private static final long FIRST_TS = 1_700_000_000L;

    private final Inbox<Message> inbox = new Inbox<>();
    private final Set<String> refusedChannels = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sequence = new AtomicInteger();
    private final FakeHttp http;
    private volatile @Nullable SlackRate rate;
    private volatile int port;

    /**
     * One message as it stands now.
     *
     * @param channel the id that Slack gave the channel; {@code webhook} where a webhook hides it
     * @param blocks Block Kit as JSON text, {@code []} for none
     * @param ts its identity within the channel
     * @param thread the ts it replies to; empty for a message of its own
     * @param updatedText the text of the last chat.update; empty before
     * @param updatedBlocks the blocks of the last chat.update; empty before
     * @param body all of what was posted
     * @param updatedBody all of the last chat.update; empty before
     */
    public record Message(
            String channel,
            String text,
            String blocks,
            String ts,
            String thread,
            boolean broadcast,
            String updatedText,
            String updatedBlocks,
            JsonObject body,
            JsonObject updatedBody) {
        Message updated(JsonObject json) {
            String newText = json.getString("text", "");
            return new Message(
                    channel, text, blocks, ts, thread, broadcast, newText, FakeSlack.blocks(json), body, json);
        }

        /** The only attachment that was posted; empty when there was none. */
        public JsonObject attachment() {
            JsonArray attachments = body.getJsonArray("attachments", new JsonArray());
            return attachments.isEmpty() ? new JsonObject() : attachments.getJsonObject(0);
        }
    }

    private FakeSlack(Vertx vertx) {
        this.http = new FakeHttp(vertx, this::answer);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeSlack> start(Vertx vertx, int port) {
        FakeSlack slack = new FakeSlack(vertx);
        return slack.http.listen(port).map(actual -> {
            slack.port = actual;
            return slack;
        });
    }

    /** What a client calls {@code https://slack.com/api}. */
    public String apiUrl() {
        return "http://127.0.0.1:" + port + "/api";
    }

    public String webhookUrl() {
        return "http://127.0.0.1:" + port + WEBHOOK_PATH;
    }

    /** How many connections are open now. */
    public int connections() {
        return http.connections();
    }

    /** Faults of the next requests, in order, one each. */
    public void failNext(Fault... faults) {
        http.failNext(faults);
    }

    /** The Web API's usual way to say no: status 200 and a name. */
    public static Fault apiError(String error) {
        return Fault.answer(200, refused(error).encode());
    }

    /** From now on this channel, named as a client names it, is not found. */
    public void refuseChannel(String channel) {
        refusedChannels.add(channel);
    }

    /** From now on one message per second and channel, after a burst; more is answered with 429. */
    public void limitRate(InstantSource clock, int burst) {
        rate = new SlackRate(clock, burst);
    }

    public List<Message> messages() {
        return inbox.all();
    }

    /** The first message that matches, here already or still to come. */
    public CompletableFuture<Message> next(Predicate<Message> which, Duration patience) {
        return inbox.next(which, patience);
    }

    public Future<Void> close() {
        return http.close();
    }

    private FakeHttp.Reply answer(FakeHttp.Request request) {
        String body = request.body();
        String path = request.path();
        if (path.startsWith("/services/")) return path.equals(WEBHOOK_PATH) ? webhook(body) : text(404, "no_service");
        if (!path.startsWith("/api/")) return text(404, "not found");
        String token = request.headers().get("Authorization");
        if (token == null) return api(refused("not_authed"));
        if (!token.equals(BEARER + TOKEN)) return api(refused("invalid_auth"));
        JsonObject json = FakeHttp.object(body);
        return switch (path.substring("/api/".length())) {
            case "auth.test" ->
                api(new JsonObject().put("ok", true).put("user", "tocsin").put("team", "fake"));
            case "chat.postMessage" -> json == null ? api(refused("invalid_json")) : post(json);
            case "chat.update" -> json == null ? api(refused("invalid_json")) : update(json);
            case "conversations.open" -> json == null ? api(refused("invalid_json")) : open(json);
            default -> api(refused("unknown_method"));
        };
    }

    private FakeHttp.Reply webhook(String body) {
        JsonObject json = FakeHttp.object(body);
        if (json == null) return text(400, "invalid_payload");
        String fault = contentFault(json);
        if (!fault.isEmpty()) return text(400, fault);
        SlackRate limit = rate;
        if (limit != null && !limit.allows("webhook")) return SlackRate.tooMany();
        receive("webhook", json);
        return text(200, "ok");
    }

    private FakeHttp.Reply post(JsonObject json) {
        String name = json.getString("channel", "");
        if (name.isEmpty() || refusedChannels.contains(name)) return api(refused("channel_not_found"));
        String fault = contentFault(json);
        if (!fault.isEmpty()) return api(refused(fault));
        String channel = channelId(name);
        SlackRate limit = rate;
        if (limit != null && !limit.allows(channel)) return SlackRate.tooMany();
        return api(accepted(receive(channel, json)));
    }

    /** As the real one, it takes only ids, and knows only what was posted. */
    private FakeHttp.Reply update(JsonObject json) {
        String channel = json.getString("channel", "");
        if (channel.startsWith("#") || refusedChannels.contains(channel)) return api(refused("channel_not_found"));
        String fault = contentFault(json);
        if (!fault.isEmpty()) return api(refused(fault));
        String ts = json.getString("ts", "");
        boolean found = inbox.replace(
                message -> message.channel().equals(channel) && message.ts().equals(ts),
                message -> message.updated(json));
        if (!found) return api(refused("message_not_found"));
        return api(new JsonObject().put("ok", true).put("channel", channel).put("ts", ts));
    }

    private static FakeHttp.Reply open(JsonObject json) {
        String users = json.getString("users", "");
        if (users.isEmpty()) return api(refused("users_list_not_supplied"));
        return api(new JsonObject().put("ok", true).put("channel", new JsonObject().put("id", channelId(users))));
    }

    private Message receive(String channel, JsonObject json) {
        int n = sequence.incrementAndGet();
        String ts = String.format(Locale.ROOT, "%d.%06d", FIRST_TS + n, n);
        Message message = new Message(
                channel,
                json.getString("text", ""),
                blocks(json),
                ts,
                json.getString("thread_ts", ""),
                json.getBoolean("reply_broadcast", false),
                "",
                "",
                json,
                new JsonObject());
        inbox.add(message);
        return message;
    }

    private static String contentFault(JsonObject json) {
        String text = json.getString("text", "");
        JsonArray blocks = json.getJsonArray("blocks", new JsonArray());
        JsonArray attachments = json.getJsonArray("attachments", new JsonArray());
        if (text.isBlank() && blocks.isEmpty() && attachments.isEmpty()) return "no_text";
        if (attachments.size() > MAX_ATTACHMENTS) return "too_many_attachments";
        if (text.length() > MAX_TEXT) return "msg_too_long";
        return SlackBlocks.fault(blocks);
    }

    private static String blocks(JsonObject json) {
        return json.getJsonArray("blocks", new JsonArray()).encode();
    }

    /** A user id opens a direct message with an id of its own, a name has an id, an id is one. */
    static String channelId(String name) {
        if (name.startsWith("U") || name.startsWith("W")) return "D" + name.substring(1);
        if (name.startsWith("C") || name.startsWith("D") || name.startsWith("G")) return name;
        String plain = name.startsWith("#") ? name.substring(1) : name;
        return "C" + plain.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "0");
    }

    private static JsonObject accepted(Message message) {
        return new JsonObject()
                .put("ok", true)
                .put("channel", message.channel())
                .put("ts", message.ts())
                .put("message", new JsonObject().put("text", message.text()).put("ts", message.ts()));
    }

    private static JsonObject refused(String error) {
        return new JsonObject().put("ok", false).put("error", error);
    }

    private static FakeHttp.Reply api(JsonObject body) {
        return FakeHttp.Reply.json(200, body);
    }

    private static FakeHttp.Reply text(int status, String body) {
        return FakeHttp.Reply.text(status, body);
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeSlack::start, slack -> {
            slack.inbox.watch(
                    m -> FakeMain.print("slack " + m.channel() + (m.thread().isEmpty() ? "" : " (thread)")
                            + (m.updatedText().isEmpty() ? ": " + m.text() : " updated: " + m.updatedText())));
            return "webhook " + slack.webhookUrl() + " api " + slack.apiUrl() + " token " + TOKEN;
        });
    }
}
