package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Pushover's message API, and the receipts of messages that ring until they are confirmed. Source: pushover.net/api. */
public final class FakePushover extends FakeService<FakePushover.Message> {
    /** The only application. */
    public static final String TOKEN = "fakefakefakefakefakefakefakeap";

    /** The only user. */
    public static final String USER = "fakefakefakefakefakefakefakeus";

    private static final Map<String, Integer> LIMITS =
            Map.of("message", 1024, "title", 250, "url", 512, "url_title", 100);
    private static final String RECEIPTS = "/1/receipts/";
    private static final int MIN_RETRY = 30;
    private static final int MAX_EXPIRE = 10_800;

    private final Set<String> ringing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sequence = new AtomicInteger();

    /** A message that was queued: its fields without token and user, and its receipt; empty for one that does not ring. */
    public record Message(Map<String, String> fields, String receipt) {
        /** A field; empty where it is missing. */
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    private FakePushover(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakePushover> start(Vertx vertx, int port) {
        return listen(new FakePushover(vertx), port);
    }

    /** What a client calls {@code https://api.pushover.net}. */
    public String apiUrl() {
        return base();
    }

    /** The receipts of messages that still ring. */
    public Set<String> ringing() {
        return Set.copyOf(ringing);
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        Map<String, String> fields = new LinkedHashMap<>(form(request.body()));
        if (!TOKEN.equals(fields.remove("token"))) return invalid("token", "application token is invalid");
        if (request.path().startsWith(RECEIPTS) && request.path().endsWith("/cancel.json")) {
            String receipt =
                    request.path().substring(RECEIPTS.length(), request.path().lastIndexOf('/'));
            return ringing.remove(receipt)
                    ? ok(null)
                    : invalid("receipt", "receipt not found; may be invalid or expired");
        }
        if (!request.path().equals("/1/messages.json")) return invalid("path", "not found");
        if (!USER.equals(fields.remove("user"))) {
            return invalid("user", "user identifier is not a valid user, group, or subscribed user key");
        }
        return message(fields);
    }

    private FakeHttp.Reply message(Map<String, String> fields) {
        if (fields.getOrDefault("message", "").isBlank()) return invalid("message", "message cannot be blank");
        for (Map.Entry<String, Integer> limit : LIMITS.entrySet()) {
            if (length(fields.getOrDefault(limit.getKey(), "")) > limit.getValue()) {
                return invalid(limit.getKey(), limit.getKey() + " is too long");
            }
        }
        if (fields.containsKey("html") && fields.containsKey("monospace")) {
            return invalid("html", "html and monospace cannot be used together");
        }
        String priority = fields.getOrDefault("priority", "0");
        if (!priority.matches("-?[012]")) return invalid("priority", "priority is invalid");
        if (!priority.equals("2")) return queued(fields, "");
        if (number(fields.get("retry"), -1) < MIN_RETRY) {
            return invalid("retry", "retry must be at least 30 seconds with priority=2");
        }
        int expire = number(fields.get("expire"), MAX_EXPIRE + 1);
        if (expire > MAX_EXPIRE) return invalid("expire", "expire must be supplied with priority=2, at most 10800");
        String receipt = "r" + sequence.incrementAndGet() + "LgjTVUjvmgSTi8dsPk3Ddq";
        ringing.add(receipt);
        return queued(fields, receipt);
    }

    private FakeHttp.Reply queued(Map<String, String> fields, String receipt) {
        take(new Message(Map.copyOf(fields), receipt));
        return ok(receipt.isEmpty() ? null : receipt);
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static FakeHttp.Reply ok(@Nullable String receipt) {
        JsonObject body = new JsonObject().put("status", 1).put("request", "647d2300-702c-4b38-8b2f-d56326ae460b");
        return FakeHttp.Reply.json(200, receipt == null ? body : body.put("receipt", receipt));
    }

    private static FakeHttp.Reply invalid(String field, String why) {
        return FakeHttp.Reply.json(400, error(field, why));
    }

    /** The end of an application's messages for this month, which begins again at that second. */
    public static Fault usedUp(long resetEpochSecond) {
        Map<String, String> headers = Map.of(
                "X-Limit-App-Limit",
                "10000",
                "X-Limit-App-Remaining",
                "0",
                "X-Limit-App-Reset",
                Long.toString(resetEpochSecond));
        return new Fault.Answer(
                429,
                headers,
                error("token", "application has exceeded its message limit").encode());
    }

    private static JsonObject error(String field, String why) {
        return new JsonObject()
                .put(field, "invalid")
                .put("errors", new JsonArray().add(why))
                .put("status", 0)
                .put("request", "5042853c-402d-4a18-abcb-168734a801de");
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakePushover::start, pushover -> {
            pushover.print(message -> "pushover: " + message.fields());
            return pushover.apiUrl() + " token " + TOKEN + " user " + USER;
        });
    }
}
