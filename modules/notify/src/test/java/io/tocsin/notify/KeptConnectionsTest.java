package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.HttpAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {
    /** Longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatWasAnsweredIsUsedAgain() {
        HttpServer server = server(request -> request.response().end("ok"));
        HttpPost post = post(LONG);

        for (int i = 0; i < 5; i++) assertThat(ask(post, server)).isEqualTo(200);

        assertThat(made).hasValue(1);
    }

    @Test
    void anErrorThatWasReadInFullIsAnAnswerToo() {
        HttpServer server =
                server(request -> request.response().setStatusCode(503).end("busy"));
        HttpPost post = post(LONG);

        for (int i = 0; i < 3; i++) assertThat(ask(post, server)).isEqualTo(503);

        assertThat(made).hasValue(1);
    }

    @Test
    void aServerThatSaysGoodbyeIsNotAskedThereAgain() {
        HttpServer server = server(
                request -> request.response().putHeader("Connection", "close").end("ok"));
        HttpPost post = post(LONG);

        for (int i = 0; i < 3; i++) assertThat(ask(post, server)).isEqualTo(200);

        assertThat(made).hasValue(3);
    }

    @Test
    void anIdleConnectionIsClosedByUs() {
        HttpServer server = server(request -> request.response().end("ok"));
        HttpPost post = post(Duration.ofMillis(50));

        ask(post, server);

        await().until(() -> closed.get() == 1);
        assertThat(ask(post, server)).isEqualTo(200);
        assertThat(made).hasValue(2);
    }

    @Test
    void oneThatTheServerClosedWhileItWasIdleCostsNothing() {
        HttpServer server = server(request -> {
            request.response().end("ok");
            request.connection().close();
        });
        HttpPost post = post(LONG);

        for (int i = 0; i < 3; i++) {
            assertThat(ask(post, server)).isEqualTo(200);
            int so = i + 1;
            await().until(() -> closed.get() == so);
        }
    }

    @Test
    void anAnswerThatBrokeOffEndsTheConnection() {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> {
                    made.incrementAndGet();
                    socket.handler(request -> socket.write("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nover")
                            .onComplete(written -> socket.close()));
                })
                .listen(0, "127.0.0.1")
                .await();
        HttpPost post = post(LONG);

        for (int i = 0; i < 2; i++) assertThat(ask(post, server.actualPort())).isEqualTo(503);

        assertThat(made).hasValue(2);
    }

    @Test
    void twoRequestsAtOnceDoNotShareOne() {
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        HttpServer server = server(request -> {
            held.add(request);
            if (held.size() == 2) held.forEach(each -> each.response().end("ok"));
        });
        HttpPost post = post(LONG);
        String url = "http://127.0.0.1:" + server.actualPort();

        Future<Answer> first = post.json(url, HttpAccess.DIRECT, Map.of(), new JsonObject());
        Future<Answer> second = post.json(url, HttpAccess.DIRECT, Map.of(), new JsonObject());
        first.await();
        second.await();

        assertThat(made).hasValue(2);
    }

    private HttpServer server(Consumer<HttpServerRequest> answer) {
        return vertx.createHttpServer()
                .connectionHandler(connection -> {
                    made.incrementAndGet();
                    connection.closeHandler(gone -> closed.incrementAndGet());
                })
                .requestHandler(answer::accept)
                .listen(0, "127.0.0.1")
                .await();
    }

    private HttpPost post(Duration idle) {
        return new HttpPost(vertx, ChannelSettings.defaults(""), Map.of(), idle);
    }

    private static int ask(HttpPost post, HttpServer server) {
        return ask(post, server.actualPort());
    }

    private static int ask(HttpPost post, int port) {
        Answer answer = post.json("http://127.0.0.1:" + port, HttpAccess.DIRECT, Map.of(), new JsonObject())
                .await();
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered) answer).status();
    }
}
