package io.tocsin.ingest;

import io.tocsin.model.FieldAliases;
import io.tocsin.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A real server with the intake on it, and a real client. */
abstract class HttpIntakeCase {
    static final String LINES = "{\"message\":\"one\"}\n{\"message\":\"two\"}\n";

    final Vertx vertx = Vertx.vertx();
    final RememberingFunnel funnel = new RememberingFunnel();
    final HttpClient client = vertx.createHttpClient();
    HttpIntake intake = intake(Limits.defaults());
    HttpServer server = vertx.createHttpServer();

    /** What the client got. */
    record Got(int status, String type, String retryAfter, JsonObject json) {}

    HttpIntake intake(Limits limits) {
        EventIds ids = EventIds.after(0, DecoderContract.NOW);
        BodyDecoder decoder = new BodyDecoder(new EventDecoder(FieldAliases.defaults(), limits), ids, limits);
        return new HttpIntake(decoder, funnel, IntakeMetrics.NONE, limits, InstantSource.fixed(DecoderContract.NOW));
    }

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.post("/api/v1/logs").handler(routing -> intake.handle(routing));
        server = done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        done(vertx.close());
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What is answered to a request that is sent as told. */
    Future<Got> asked(Function<HttpClientRequest, Future<HttpClientResponse>> sent) {
        return OnLoop.ask(
                vertx,
                () -> client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/api/v1/logs")
                        .compose(sent)
                        .compose(HttpIntakeCase::got));
    }

    Got post(byte[] body, Map<String, String> headers) {
        return done(asked(request -> {
            headers.forEach(request::putHeader);
            return request.send(Buffer.buffer(body));
        }));
    }

    Got post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static Future<Got> got(HttpClientResponse response) {
        return response.body()
                .map(body -> new Got(
                        response.statusCode(),
                        String.valueOf(response.getHeader("Content-Type")),
                        String.valueOf(response.getHeader("Retry-After")),
                        body.toJsonObject()));
    }

    static byte[] body(int bytes) {
        String line = "{\"message\":\"" + "x".repeat(986) + "\"}\n";
        StringBuilder body = new StringBuilder(line.repeat(bytes / 1_000 + 1));
        body.setLength(bytes / 1_000 * 1_000);
        body.append(" ".repeat(bytes - body.length()));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        }
        deflater.end();
        return bytes.toByteArray();
    }
}
