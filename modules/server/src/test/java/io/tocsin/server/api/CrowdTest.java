package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flood at an address that anybody may call. */
class CrowdTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<Runnable> taken = new LinkedBlockingQueue<>();
    private final HttpServer server = listen();

    private HttpServer listen() {
        Router router = Router.router(vertx);
        router.post("/callbacks/slow").handler(new Crowd().before(this::takes));
        router.post("/callbacks/other")
                .handler(new Crowd().before(context -> context.response().end()));
        return vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        client.close();
    }

    private CompletableFuture<HttpResponse<String>> post(String path) {
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString("x"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** What is answered when the test wants it, on the loop that asked. */
    private void takes(RoutingContext context) {
        Context loop = Objects.requireNonNull(Vertx.currentContext());
        taken.add(() -> loop.runOnContext(on -> context.response().end()));
    }

    private Runnable next() throws InterruptedException {
        return Objects.requireNonNull(taken.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndKeepsNobodyElseWaiting() throws InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < Crowd.UNDER_WAY_MAX; i++) asked.add(post("/callbacks/slow"));
        List<Runnable> underWay = new ArrayList<>();
        while (underWay.size() < Crowd.UNDER_WAY_MAX) underWay.add(next());

        HttpResponse<String> refused = post("/callbacks/slow").join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.body()).contains("Too many at once", "more than 32 are under way");
        assertThat(post("/callbacks/other").join().statusCode()).isEqualTo(200);

        underWay.forEach(Runnable::run);
        assertThat(asked)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        CompletableFuture<HttpResponse<String>> later = post("/callbacks/slow");
        next().run();
        assertThat(later.join().statusCode()).isEqualTo(200);
    }
}
