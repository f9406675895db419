package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.testkit.FakeCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPostTest {
    private final Vertx vertx = Vertx.vertx();
    private final ChannelSettings settings = ChannelSettings.defaults("");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(FakeCertificate.PASSWORD));
        HttpServer server = vertx.createHttpServer(tls)
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .await();

        Answer answer = post("https://localhost:" + server.actualPort() + "/");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NotSent.class,
                        notSent -> assertThat(notSent.detail()).contains("certification path"));
    }

    @Test
    void aSuccessThatBreaksOffIsALostAnswer() {
        assertThat(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\"")).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void anErrorThatBreaksOffIsStillThatError() {
        assertThat(raw("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nover"))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(503));
    }

    @Test
    void whatIsNotHttpIsALostAnswer() {
        assertThat(raw("220 mail.example.org ESMTP\r\n\r\n")).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void ofAnEndlessAnswerOnlyTheBeginningIsKept() {
        String body = "x".repeat(1_000_000);

        assertThat(raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + body))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answered -> assertThat(answered.body()).hasSize(64 * 1024));
    }

    @Test
    void anAnswerThatTricklesForEverEndsWithTheTimeout() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().setChunked(true).write("a");
                    vertx.setPeriodic(20, tick -> request.response().write("a"));
                })
                .listen(0, "127.0.0.1")
                .await();
        HttpPost hasty = new HttpPost(vertx, settings.timeouts(Duration.ofSeconds(20), Duration.ofMillis(200)));

        assertThat(hasty.json("http://127.0.0.1:" + server.actualPort(), HttpAccess.DIRECT, Map.of(), new JsonObject())
                        .await())
                .isEqualTo(new Answer.Lost("no answer within 200 ms"));
    }

    /** Answers with these bytes, once the request has begun, and hangs up. */
    private Answer raw(String bytes) {
        int port = vertx.createNetServer()
                .connectHandler(
                        socket -> socket.handler(request -> socket.write(bytes).onComplete(written -> socket.close())))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        return post("http://127.0.0.1:" + port + "/");
    }

    private Answer post(String url) {
        return new HttpPost(vertx, settings)
                .json(url, HttpAccess.DIRECT, Map.of(), new JsonObject())
                .await();
    }
}
