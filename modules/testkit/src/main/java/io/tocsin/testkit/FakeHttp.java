package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The HTTP side that all fakes share: listens on the loopback, plays the scripted faults, else asks the service. */
final class FakeHttp {
    /** Far above what any of the real services takes, so that their own limits are the ones that bite. */
    private static final int MAX_BODY_BYTES = 8 << 20;

    private final HttpServer server;
    private final Service service;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** One fake service: called on one event loop, never concurrently. */
    interface Service {
        Reply answer(Request request);
    }

    /**
     * One request, read to its end.
     *
     * @param query what follows the question mark; empty without one
     */
    record Request(String method, String path, String query, MultiMap headers, String body) {}

    record Reply(int status, Map<String, String> headers, String body) {
        static Reply text(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "text/plain"), body);
        }

        static Reply json(int status, JsonObject body) {
            return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body.encode());
        }
    }

    FakeHttp(Vertx vertx, Service service) {
        this.service = service;
        this.server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(this::receive);
    }

    /** Takes WebSockets as well; to be said before it listens. */
    void webSockets(Handler<ServerWebSocket> taken) {
        server.webSocketHandler(taken);
    }

    Future<Integer> listen(int port) {
        return server.listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    /** How many connections are open now. */
    int connections() {
        return connections.get();
    }

    void failNext(Fault... next) {
        for (Fault fault : next) faults.add(fault);
    }

    Future<Void> close() {
        return server.close();
    }

    private void receive(HttpServerRequest request) {
        Fault fault = faults.poll();
        if (fault instanceof Fault.Reset reset && !reset.taken()) {
            request.connection().close();
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= MAX_BODY_BYTES) body.appendBuffer(chunk);
        });
        request.endHandler(end -> {
            String path = Objects.requireNonNullElse(request.path(), "/");
            Request read = new Request(
                    request.method().name(),
                    path,
                    Objects.requireNonNullElse(request.query(), ""),
                    request.headers(),
                    body.toString());
            answer(request, read, fault);
        });
    }

    private void answer(HttpServerRequest request, Request read, @Nullable Fault fault) {
        switch (fault) {
            case null -> send(request, service.answer(read));
            case Fault.Answer answer -> send(request, new Reply(answer.status(), answer.headers(), answer.body()));
            case Fault.Hang hang -> {
                if (hang.taken()) service.answer(read);
            }
            case Fault.Reset reset -> {
                service.answer(read);
                request.connection().close();
            }
        }
    }

    private static void send(HttpServerRequest request, Reply reply) {
        request.response().setStatusCode(reply.status());
        reply.headers().forEach(request.response()::putHeader);
        request.response().end(reply.body());
    }

    /** The object in a body, or null when it is no JSON object. */
    static @Nullable JsonObject object(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noObject) {
            return null;
        }
    }
}
