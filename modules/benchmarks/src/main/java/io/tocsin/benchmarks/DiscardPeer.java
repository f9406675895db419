package io.tocsin.benchmarks;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A Vert.x server that reads the body, forgets it, and answers as ours does: what HTTP costs alone. */
final class DiscardPeer implements Peer {
    /** As many as the server has. */
    private static final int EVENT_LOOPS = 2;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    private final AtomicInteger port = new AtomicInteger();

    @Override
    public JsonObject answer(String command, JsonObject given) throws Exception {
        if (port.get() == 0) {
            vertx.deployVerticle(Discarding::new, new DeploymentOptions().setInstances(EVENT_LOOPS))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
        }
        return new JsonObject().put("port", port.get());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One server on one event loop; both share the port. */
    private final class Discarding extends VerticleBase {
        private static final int ONE_FREE_PORT = -1;
        private static final String ANSWER = "{\"accepted\":1,\"rejected\":0,\"errors\":[]}";

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(ONE_FREE_PORT))
                    .requestHandler(this::discard)
                    .listen()
                    .onSuccess(server -> port.set(server.actualPort()));
        }

        private void discard(HttpServerRequest request) {
            request.handler(ignored -> {})
                    .endHandler(done -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(ANSWER));
        }
    }
}
