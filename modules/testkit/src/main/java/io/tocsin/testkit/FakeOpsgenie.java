package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** OpsGenie's alert API, and the alerts that its requests open, change, acknowledge and close. Source: docs.opsgenie.com. */
public final class FakeOpsgenie extends FakeService<FakeOpsgenie.Request> {
    /** The only key that is accepted. */
    public static final String KEY = "00000000-fake-0000-fake-000000000000";

    private static final String ALERTS = "/v2/alerts";
    private static final Map<String, Integer> LIMITS = Map.of(
            "message",
            130,
            "alias",
            512,
            "description",
            15_000,
            "entity",
            512,
            "source",
            100,
            "note",
            25_000,
            "user",
            100);
    private static final int MAX_TAGS = 20;
    private static final int MAX_ACTIONS = 10;
    private static final int MAX_WORD = 50;
    private static final int MAX_DETAILS = 8000;
    private static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4", "P5");
    private static final Set<String> RESPONDERS = Set.of("team", "user", "escalation", "schedule");

    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();

    /** A request that was taken: {@code create}, {@code close}, {@code acknowledge}, {@code message}, {@code description}. */
    public record Request(String action, String alias, JsonObject body) {}

    /** An alert as it stands; {@code count} is how often it was created while it was open. */
    public record Alert(String alias, String status, String message, String description, int count) {
        Alert again() {
            return new Alert(alias, status, message, description, count + 1);
        }

        Alert with(String newStatus, String newMessage, String newDescription) {
            return new Alert(alias, newStatus, newMessage, newDescription, count);
        }
    }

    private FakeOpsgenie(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeOpsgenie> start(Vertx vertx, int port) {
        return listen(new FakeOpsgenie(vertx), port);
    }

    /** What a client calls {@code https://api.opsgenie.com}. */
    public String apiUrl() {
        return base();
    }

    /** The latest alert of each alias. */
    public List<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        String authorization = request.headers().get("Authorization");
        if (!("GenieKey " + KEY).equals(authorization)) return error(401, "Could not authenticate", new JsonObject());
        JsonObject body = FakeHttp.object(request.body());
        if (body == null) return error(400, "Request body is not valid JSON", new JsonObject());
        JsonObject errors = errors(body);
        if (!errors.isEmpty()) return error(422, "Request body is not processable. Please check the errors.", errors);
        if (request.path().equals(ALERTS) && request.method().equals("POST")) return create(body);
        String[] parts = request.path().split("/", -1);
        boolean byAlias = request.query().contains("identifierType=alias");
        if (!request.path().startsWith(ALERTS + "/") || parts.length != 5 || !byAlias) {
            return error(404, "Not found", new JsonObject());
        }
        String method = Set.of("message", "description").contains(parts[4]) ? "PUT" : "POST";
        if (!request.method().equals(method)) return error(405, "Method not allowed", new JsonObject());
        return change(parts[4], parts[3], body);
    }

    private FakeHttp.Reply create(JsonObject body) {
        String message = body.getString("message", "");
        if (message.isBlank()) {
            return error(422, "Request body is not processable.", new JsonObject().put("message", "Cannot be empty."));
        }
        String alias = body.getString("alias", "");
        Alert fresh = new Alert(alias, "open", message, body.getString("description", ""), 1);
        alerts.merge(alias, fresh, (known, anew) -> known.status().equals("closed") ? anew : known.again());
        return taken(new Request("create", alias, body));
    }

    /** What is asked of an alert that is not there is taken and dropped, as there. */
    private FakeHttp.Reply change(String action, String alias, JsonObject body) {
        alerts.computeIfPresent(alias, (key, alert) -> switch (action) {
            case "close" -> alert.with("closed", alert.message(), alert.description());
            case "acknowledge" -> alert.with("acknowledged", alert.message(), alert.description());
            case "message" -> alert.with(alert.status(), body.getString("message", ""), alert.description());
            default -> alert.with(alert.status(), alert.message(), body.getString("description", ""));
        });
        return taken(new Request(action, alias, body));
    }

    private FakeHttp.Reply taken(Request request) {
        take(request);
        return FakeHttp.Reply.json(
                202,
                new JsonObject()
                        .put("result", "Request will be processed")
                        .put("took", 0.302)
                        .put("requestId", "43a29c5c-3dbf-4fa4-9c26-f4f71023e120"));
    }

    private static JsonObject errors(JsonObject body) {
        JsonObject errors = new JsonObject();
        LIMITS.forEach((field, limit) -> {
            if (length(body.getString(field, "")) > limit) errors.put(field, "Can not be longer than " + limit);
        });
        words(body, "tags", MAX_TAGS, errors);
        words(body, "actions", MAX_ACTIONS, errors);
        int details = 0;
        for (Map.Entry<String, Object> detail : body.getJsonObject("details", new JsonObject())) {
            details +=
                    detail.getKey().length() + String.valueOf(detail.getValue()).length();
        }
        if (details > MAX_DETAILS) errors.put("details", "Can not be longer than " + MAX_DETAILS);
        if (!PRIORITIES.contains(body.getString("priority", "P3"))) errors.put("priority", "Must be one of P1 to P5");
        for (Object item : body.getJsonArray("responders", new JsonArray())) {
            JsonObject responder = (JsonObject) item;
            boolean named =
                    responder.containsKey("id") || responder.containsKey("name") || responder.containsKey("username");
            if (!named || !RESPONDERS.contains(responder.getString("type", ""))) errors.put("responders", "Not valid");
        }
        return errors;
    }

    private static void words(JsonObject body, String field, int limit, JsonObject errors) {
        JsonArray words = body.getJsonArray(field, new JsonArray());
        boolean tooLong = words.stream().anyMatch(word -> length(String.valueOf(word)) > MAX_WORD);
        if (words.size() > limit || tooLong) errors.put(field, "Too many or too long");
    }

    private static FakeHttp.Reply error(int status, String message, JsonObject errors) {
        JsonObject body = new JsonObject()
                .put("message", message)
                .put("took", 0.001)
                .put("requestId", "9ae63dd7-ed00-4c81-86f0-c4ffd33142c9");
        return FakeHttp.Reply.json(status, errors.isEmpty() ? body : body.put("errors", errors));
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeOpsgenie::start, opsgenie -> {
            opsgenie.print(request -> "opsgenie " + request.action() + " " + request.alias() + ": "
                    + request.body().getString("message", ""));
            return opsgenie.apiUrl() + " key " + KEY;
        });
    }
}
