package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the fakes of HTTP services have in common.
 *
 * @param <T> an immutable message that was taken
 */
abstract class FakeService<T> {
    private final Inbox<T> inbox = new Inbox<>();
    private final FakeHttp http;
    private volatile int port;

    FakeService(Vertx vertx) {
        this.http = new FakeHttp(vertx, this::answer);
    }

    /** Takes WebSockets as well; to be said before it listens. */
    final void webSockets(Handler<ServerWebSocket> taken) {
        http.webSockets(taken);
    }

    static <F extends FakeService<?>> Future<F> listen(F fake, int port) {
        FakeService<?> service = fake;
        return service.http.listen(port).map(actual -> {
            service.port = actual;
            return fake;
        });
    }

    /** Called on one event loop, never concurrently. */
    abstract FakeHttp.Reply answer(FakeHttp.Request request);

    final void take(T message) {
        inbox.add(message);
    }

    final void print(Function<T, String> line) {
        inbox.watch(message -> FakeMain.print(line.apply(message)));
    }

    final String base() {
        return "http://127.0.0.1:" + port;
    }

    /** The fields of a form; the last value of a repeated one. */
    static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Faults of the next requests, in order, one each. */
    public void failNext(Fault... faults) {
        http.failNext(faults);
    }

    /** What was taken, in order of arrival. */
    public List<T> messages() {
        return inbox.all();
    }

    /** The first message that matches, here already or still to come. */
    public CompletableFuture<T> next(Predicate<T> which, Duration patience) {
        return inbox.next(which, patience);
    }

    public Future<Void> close() {
        return http.close();
    }
}
