package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Somebody's endpoint: records every JSON object that is posted to it, whatever the path, and answers 200. */
public final class FakeWebhook {
    private final Inbox<Call> inbox = new Inbox<>();
    private final FakeHttp http;
    private volatile int port;

    /**
     * One request that was taken.
     *
     * @param headers by lower-case name; the last value of a repeated one
     */
    public record Call(String method, String path, SortedMap<String, String> headers, JsonObject body) {}

    private FakeWebhook(Vertx vertx) {
        this.http = new FakeHttp(vertx, this::answer);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeWebhook> start(Vertx vertx, int port) {
        FakeWebhook webhook = new FakeWebhook(vertx);
        return webhook.http.listen(port).map(actual -> {
            webhook.port = actual;
            return webhook;
        });
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** Faults of the next requests, in order, one each. */
    public void failNext(Fault... faults) {
        http.failNext(faults);
    }

    public List<Call> calls() {
        return inbox.all();
    }

    /** The first call that matches, here already or still to come. */
    public CompletableFuture<Call> next(Predicate<Call> which, Duration patience) {
        return inbox.next(which, patience);
    }

    public Future<Void> close() {
        return http.close();
    }

    private FakeHttp.Reply answer(FakeHttp.Request request) {
        JsonObject json = FakeHttp.object(request.body());
        if (json == null) return FakeHttp.Reply.text(400, "not a JSON object");
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        inbox.add(new Call(request.method(), request.path(), headers, json));
        return FakeHttp.Reply.text(200, "ok");
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeWebhook::start, webhook -> {
            webhook.inbox.watch(call ->
                    FakeMain.print("webhook " + call.path() + ": " + call.body().encode()));
            return webhook.url();
        });
    }
}
