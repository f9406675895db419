package io.tocsin.server;

import io.tocsin.server.config.Settings.Listen;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One HTTP server on one event loop; several of them share the port. */
final class HttpVerticle extends VerticleBase {
    private static final int HEADERS_MAX = 32 * 1024;

    /** To Vert.x, 0 is a free port for each server, and a negative number is one free port for all servers that name it. */
    private static final int ONE_FREE_PORT = -1;

    private final Listen listen;
    private final Function<Vertx, Router> table;
    private final AtomicInteger port;

    /**
     * A server that is bound once it is deployed.
     *
     * @param table makes the table of addresses of this server
     * @param port set to the port that was bound, the same for all of them
     */
    HttpVerticle(Listen listen, Function<Vertx, Router> table, AtomicInteger port) {
        this.listen = listen;
        this.table = table;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listen.host())
                .setPort(listen.port() == 0 ? ONE_FREE_PORT : listen.port())
                .setMaxHeaderSize(HEADERS_MAX)
                .setMaxInitialLineLength(HEADERS_MAX)
                .setCompressionSupported(true)
                // It would put a handler before every request, and a tail does not need it.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // Without TLS nobody gains by HTTP/2, and over it Vert.x answers HEAD with a body.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
        return vertx.createHttpServer(options)
                .requestHandler(table.apply(vertx))
                .listen()
                .onSuccess(server -> port.set(server.actualPort()))
                .recover(failure -> Future.failedFuture(new IOException(
                        "cannot listen on " + listen.authority() + ": " + failure.getMessage(), failure)));
    }
}
