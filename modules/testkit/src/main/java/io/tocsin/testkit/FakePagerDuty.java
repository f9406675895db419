package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * PagerDuty's Events API v2 and the incidents that its events open, acknowledge and resolve. Source: developer.pagerduty.com,
 * Events API v2.
 */
public final class FakePagerDuty {
    private static final int MAX_EVENT_BYTES = 512 * 1024;

    private final Inbox<Event> inbox = new Inbox<>();
    private final Map<String, Incident> incidents = new ConcurrentHashMap<>();
    private final FakeHttp http;
    private volatile int port;

    /** An event that was taken, with the key it was filed under. */
    public record Event(String action, String dedupKey, JsonObject body) {}

    /** Where an incident stands; {@code triggers} counts the events that opened it or were folded into it. */
    public record Incident(String dedupKey, Status status, String summary, String severity, int triggers) {
        public enum Status {
            TRIGGERED,
            ACKNOWLEDGED,
            RESOLVED
        }

        Incident with(Status next) {
            return new Incident(dedupKey, next, summary, severity, triggers);
        }

        Incident again() {
            return new Incident(dedupKey, status, summary, severity, triggers + 1);
        }
    }

    private FakePagerDuty(Vertx vertx) {
        this.http = new FakeHttp(vertx, this::answer);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakePagerDuty> start(Vertx vertx, int port) {
        FakePagerDuty pagerDuty = new FakePagerDuty(vertx);
        return pagerDuty.http.listen(port).map(actual -> {
            pagerDuty.port = actual;
            return pagerDuty;
        });
    }

    /** What a client calls {@code https://events.pagerduty.com}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Faults of the next requests, in order, one each. */
    public void failNext(Fault... faults) {
        http.failNext(faults);
    }

    public List<Event> events() {
        return inbox.all();
    }

    /** The latest incident of each key. */
    public List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    /** The first event that matches, here already or still to come. */
    public CompletableFuture<Event> next(Predicate<Event> which, Duration patience) {
        return inbox.next(which, patience);
    }

    public Future<Void> close() {
        return http.close();
    }

    private FakeHttp.Reply answer(FakeHttp.Request request) {
        String body = request.body();
        if (!request.path().equals("/v2/enqueue")) return FakeHttp.Reply.text(404, "not found");
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES) {
            return FakeHttp.Reply.text(413, "event exceeds 512 KB");
        }
        JsonObject event = FakeHttp.object(body);
        if (event == null) return invalid(List.of("JSON is malformed"));
        List<String> errors = PagerDutyRules.errors(event);
        if (!errors.isEmpty()) return invalid(errors);
        String action = event.getString("event_action");
        String dedupKey = event.getString("dedup_key", UUID.randomUUID().toString());
        file(event, action, dedupKey);
        inbox.add(new Event(action, dedupKey, event));
        return FakeHttp.Reply.json(
                202,
                new JsonObject()
                        .put("status", "success")
                        .put("message", "Event processed")
                        .put("dedup_key", dedupKey));
    }

    /** A trigger joins the open incident of its key; an acknowledge or resolve without one is dropped in silence. */
    private void file(JsonObject event, String action, String dedupKey) {
        String key = event.getString("routing_key") + "/" + dedupKey;
        Incident known = incidents.get(key);
        Incident open = known == null || known.status() == Incident.Status.RESOLVED ? null : known;
        if (action.equals("trigger")) {
            incidents.put(key, open == null ? opened(event, dedupKey) : open.again());
        } else if (open != null) {
            incidents.put(
                    key, open.with(action.equals("resolve") ? Incident.Status.RESOLVED : Incident.Status.ACKNOWLEDGED));
        }
    }

    private static Incident opened(JsonObject event, String dedupKey) {
        JsonObject payload = event.getJsonObject("payload");
        return new Incident(
                dedupKey, Incident.Status.TRIGGERED, payload.getString("summary"), payload.getString("severity"), 1);
    }

    private static FakeHttp.Reply invalid(List<String> errors) {
        return FakeHttp.Reply.json(
                400,
                new JsonObject()
                        .put("status", "invalid event")
                        .put("message", "Event object is invalid")
                        .put("errors", new JsonArray(errors)));
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakePagerDuty::start, pagerDuty -> {
            pagerDuty.inbox.watch(event -> FakeMain.print("pagerduty " + event.action() + " " + event.dedupKey() + ": "
                    + event.body().getJsonObject("payload", new JsonObject()).getString("summary", "")));
            return pagerDuty.url();
        });
    }
}
