package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** Telegram's bot API as far as {@code sendMessage} goes. Source: core.telegram.org/bots/api, and its errors as they are met. */
public final class FakeTelegram extends FakeService<FakeTelegram.Message> {
    /** The only bot. */
    public static final String TOKEN = "123456789:fake-token-of-the-only-bot-there-is";

    /** The only chat that it is in. */
    public static final long CHAT = -1_001_234_567_890L;

    private static final int MAX_TEXT = 4096;

    private final AtomicInteger sequence = new AtomicInteger(41);
    private volatile long movedTo;

    /**
     * A message that was posted.
     *
     * @param seen the text as a reader sees it, without markup
     * @param thread 0 for none
     * @param replyTo the id of another message; 0 for none
     */
    public record Message(
            int id, long chat, long thread, String text, String seen, String parseMode, boolean silent, int replyTo) {}

    private FakeTelegram(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeTelegram> start(Vertx vertx, int port) {
        return listen(new FakeTelegram(vertx), port);
    }

    /** What a client calls {@code https://api.telegram.org}. */
    public String apiUrl() {
        return base();
    }

    /** From now on the chat is a supergroup with another id. */
    public void moveTo(long chat) {
        movedTo = chat;
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        if (!request.path().startsWith("/bot")) return refused(404, "Not Found");
        if (!request.path().startsWith("/bot" + TOKEN + "/")) return refused(401, "Unauthorized");
        if (!request.path().equals("/bot" + TOKEN + "/sendMessage")) return refused(404, "Not Found: method not found");
        JsonObject body = FakeHttp.object(request.body());
        if (body == null) return refused(400, "Bad Request: can't parse JSON object");
        if (!(body.getValue("chat_id") instanceof Number chat)) return refused(400, "Bad Request: chat_id is empty");
        long moved = movedTo;
        if (moved != 0 && chat.longValue() == CHAT) return moved(moved);
        if (chat.longValue() != CHAT && chat.longValue() != moved) return refused(400, "Bad Request: chat not found");
        return post(body, chat.longValue());
    }

    private FakeHttp.Reply post(JsonObject body, long chat) {
        String text = body.getString("text", "");
        String mode = body.getString("parse_mode", "");
        TelegramMarkup markup = TelegramMarkup.read(text, mode);
        if (!markup.problem().isEmpty()) return refused(400, "Bad Request: " + markup.problem());
        if (markup.seen().isBlank()) return refused(400, "Bad Request: message text is empty");
        if (length(markup.seen()) > MAX_TEXT) return refused(400, "Bad Request: message is too long");
        JsonObject reply = body.getJsonObject("reply_parameters", new JsonObject());
        int replyTo = reply.getInteger("message_id", 0);
        boolean known = messages().stream().anyMatch(message -> message.id() == replyTo);
        if (replyTo != 0 && !known && !reply.getBoolean("allow_sending_without_reply", false)) {
            return refused(400, "Bad Request: message to be replied not found");
        }
        Message message = new Message(
                sequence.incrementAndGet(),
                chat,
                body.getLong("message_thread_id", 0L),
                text,
                markup.seen(),
                mode,
                body.getBoolean("disable_notification", false),
                known ? replyTo : 0);
        take(message);
        JsonObject result = new JsonObject()
                .put("message_id", message.id())
                .put("chat", new JsonObject().put("id", chat))
                .put("text", markup.seen());
        return FakeHttp.Reply.json(200, new JsonObject().put("ok", true).put("result", result));
    }

    private static FakeHttp.Reply refused(int status, String why) {
        return FakeHttp.Reply.json(status, error(status, why));
    }

    private static FakeHttp.Reply moved(long chat) {
        JsonObject parameters = new JsonObject().put("migrate_to_chat_id", chat);
        String why = "Bad Request: group chat was upgraded to a supergroup chat";
        return FakeHttp.Reply.json(400, error(400, why).put("parameters", parameters));
    }

    /** An answer in Telegram's words. */
    public static Fault refusal(int status, String why) {
        return Fault.answer(status, error(status, why).encode());
    }

    /** Flood control, which says in the body how long to wait. */
    public static Fault tooMany(int seconds) {
        JsonObject body = error(429, "Too Many Requests: retry after " + seconds);
        return Fault.answer(
                429,
                body.put("parameters", new JsonObject().put("retry_after", seconds))
                        .encode());
    }

    private static JsonObject error(int status, String why) {
        return new JsonObject().put("ok", false).put("error_code", status).put("description", why);
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeTelegram::start, telegram -> {
            telegram.print(message -> "telegram " + message.chat() + ": " + message.seen());
            return telegram.apiUrl() + " token " + TOKEN + " chat " + CHAT;
        });
    }
}
