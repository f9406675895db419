package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code GET /api/v1/tail}: matching events as they come in, as server-sent events or, when the caller upgrades, over a
 * WebSocket.
 */
final class TailHandler implements Handler<RoutingContext> {
    /** Proxies hang up on a connection that is silent for 30 or 60 seconds; and a dead one is noticed. */
    static final Duration PING_EVERY = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Tails tails;
    private final InstantSource clock;
    private final Duration pingEvery;

    TailHandler(Vertx vertx, Tails tails, InstantSource clock, Duration pingEvery) {
        this.vertx = vertx;
        this.tails = tails;
        this.clock = clock;
        this.pingEvery = pingEvery;
    }

    /** Whether the caller wants to turn this connection into a WebSocket. */
    static boolean isUpgrade(RoutingContext context) {
        return context.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    @Override
    public void handle(RoutingContext context) {
        Query query = Asked.read(context, () -> Asked.query(context, clock.instant()));
        if (query == null) return;
        if (isUpgrade(context)) upgrade(context, query);
        else stream(context, query);
    }

    private void stream(RoutingContext context, Query query) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Compression would hold events back until there are enough of them; proxies that buffer, too.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        EventStreamEar ear = new EventStreamEar(response);
        tails.listen(Caller.client(context), query, ear)
                .onSuccess(listening -> {
                    long pings = vertx.setPeriodic(pingEvery.toMillis(), fired -> ear.ping());
                    Runnable end = () -> {
                        vertx.cancelTimer(pings);
                        listening.end();
                    };
                    response.endHandler(ended -> end.run());
                    response.closeHandler(closed -> end.run());
                    // Whoever left while we asked will not be heard of again.
                    if (response.closed()) end.run();
                    else ear.begin();
                })
                .onFailure(failure -> {
                    response.headers().remove(HttpHeaders.CONTENT_ENCODING);
                    context.fail(failure);
                });
    }

    /** Refuses as a plain answer, before the connection is anything else. */
    private void upgrade(RoutingContext context, Query query) {
        Promise<ServerWebSocket> opened = Promise.promise();
        context.request().pause();
        tails.listen(Caller.client(context), query, new SocketEar(opened.future()))
                .onSuccess(listening -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> {
                            long pings = vertx.setPeriodic(pingEvery.toMillis(), fired -> SocketEar.ping(socket));
                            socket.closeHandler(closed -> {
                                vertx.cancelTimer(pings);
                                listening.end();
                            });
                            opened.complete(socket);
                        })
                        .onFailure(failure -> {
                            listening.end();
                            opened.fail(failure);
                            ProblemJson.badRequest(context, "cannot upgrade to a WebSocket: " + failure.getMessage());
                        }))
                .onFailure(context::fail);
    }
}
