package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.tocsin.model.FieldAliases;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpIntakeTest {
    private static final String LINES = "{\"message\":\"one\"}\n{\"message\":\"two\"}\n";

    private final Vertx vertx = Vertx.vertx();
    private final RememberingFunnel funnel = new RememberingFunnel();
    private final HttpClient client = vertx.createHttpClient();
    private HttpIntake intake = intake(Limits.defaults());
    private HttpServer server = vertx.createHttpServer();

    /** What the client got. */
    private record Got(int status, String type, String retryAfter, JsonObject json) {}

    private HttpIntake intake(Limits limits) {
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

    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Future<HttpClientRequest> request() {
        return client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/api/v1/logs");
    }

    private Got post(byte[] body, Map<String, String> headers) {
        return done(request().compose(request -> {
            headers.forEach(request::putHeader);
            return request.send(Buffer.buffer(body)).compose(HttpIntakeTest::got);
        }));
    }

    private Got post(String body) {
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

    @Test
    void aBatchIsAnsweredWithItsCounts() {
        Got got = post(LINES + "oops\n");

        assertThat(got.status).isEqualTo(200);
        assertThat(got.type).isEqualTo("application/json");
        assertThat(got.json).isEqualTo(new JsonObject("""
                        {"accepted":2,"rejected":1,"errors":[{"line":3,"reason":"cannot read event: it is not a JSON object"}]}"""));
        assertThat(funnel.messages()).containsExactly("one", "two", "oops");
    }

    @Test
    void onlyTenErrorsAreNamed() {
        Got got = post("{}\n" + "oops\n".repeat(25));

        assertThat(got.json.getInteger("rejected")).isEqualTo(25);
        assertThat(got.json.getJsonArray("errors")).hasSize(10);
    }

    @Test
    void theAnswerWaitsUntilTheBatchIsDurable() {
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        Future<Got> answer = request().compose(request -> request.send(LINES)).compose(HttpIntakeTest::got);
        await().until(() -> intake.heldBytes() == LINES.length());

        assertThat(answer.isComplete()).isFalse();
        disk.complete();

        assertThat(done(answer).status).isEqualTo(200);
        await().until(() -> intake.heldBytes() == 0);
    }

    @Test
    void whereNothingIsReadableNothingIsStored() {
        Got got = post("\n\nthis is\nno JSON");

        assertThat(got.status).isEqualTo(400);
        assertThat(got.type).isEqualTo("application/problem+json");
        assertThat(got.json.getInteger("line")).isEqualTo(3);
        assertThat(got.json.getString("title")).isEqualTo("nothing readable");
        assertThat(funnel.batches).isEmpty();
        assertThat(post("").status).isEqualTo(400);
    }

    @Test
    void anEmptyArrayIsAcceptedAndNothingIsStored() {
        assertThat(post("[]").json.getInteger("accepted")).isZero();
        assertThat(funnel.batches).isEmpty();
    }

    @Test
    void compressedBodiesAreRead() throws IOException {
        byte[] plain = LINES.getBytes(StandardCharsets.UTF_8);

        for (Map.Entry<String, byte[]> each : Map.of(
                        "gzip",
                        gzip(plain),
                        "X-GZIP",
                        gzip(plain),
                        "deflate",
                        deflate(plain, false),
                        "zstd",
                        Zstd.compress(plain),
                        "identity",
                        plain)
                .entrySet()) {
            Got got = post(each.getValue(), Map.of("Content-Encoding", each.getKey()));
            assertThat(got.json.getInteger("accepted")).as(each.getKey()).isEqualTo(2);
        }
        assertThat(post(deflate(plain, true), Map.of("Content-Encoding", "deflate")).status)
                .isEqualTo(200);
    }

    @Test
    void aLargeZstdBodyWrittenInOneGoIsRead() {
        byte[] plain = body(9 << 20);

        assertThat(post(Zstd.compress(plain, 3), Map.of("Content-Encoding", "zstd")).status)
                .isEqualTo(200);
    }

    @Test
    void bombsAreRefusedWhileTheyGoOff() throws IOException {
        byte[] zeros = new byte[200 << 20];

        for (Map.Entry<String, byte[]> bomb : Map.of(
                        "gzip", gzip(zeros), "deflate", deflate(zeros, true), "zstd", Zstd.compress(zeros))
                .entrySet()) {
            Got got = post(bomb.getValue(), Map.of("Content-Encoding", bomb.getKey()));
            assertThat(got.status).as(bomb.getKey()).isIn(413, bomb.getKey().equals("zstd") ? 400 : 413);
        }
        assertThat(intake.heldBytes()).isZero();
    }

    @Test
    void aBodyThatDoesNotInflateIsTheClientsFault() throws IOException {
        byte[] plain = body(100_000);
        for (Map.Entry<String, byte[]> each : Map.of(
                        "gzip", gzip(plain), "deflate", deflate(plain, true), "zstd", Zstd.compress(plain))
                .entrySet()) {
            String encoding = each.getKey();
            byte[] torn = Arrays.copyOf(each.getValue(), each.getValue().length / 2);
            assertThat(post(torn, Map.of("Content-Encoding", encoding)).status)
                    .as(encoding)
                    .isEqualTo(400);
            assertThat(post(new byte[0], Map.of("Content-Encoding", encoding)).status)
                    .as(encoding)
                    .isEqualTo(400);
            assertThat(post(LINES.getBytes(StandardCharsets.UTF_8), Map.of("Content-Encoding", encoding)).status)
                    .as(encoding)
                    .isEqualTo(400);
        }
    }

    @Test
    void anUnknownEncodingIsNamed() {
        Got got = post(new byte[10], Map.of("Content-Encoding", "br"));

        assertThat(got.status).isEqualTo(415);
        assertThat(got.json.getString("detail")).contains("'br'").contains("zstd");
    }

    @Test
    void aBodyOfTheFullLimitIsAccepted() {
        Got got = post(body(10 << 20), Map.of());

        assertThat(got.status).isEqualTo(200);
        assertThat(got.json.getInteger("accepted")).isGreaterThan(1_000);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        Got got = post(body((10 << 20) + 1), Map.of());

        assertThat(got.status).isEqualTo(413);
        assertThat(got.json.getString("detail")).contains("10485761").contains("10485760");
        assertThat(funnel.batches).isEmpty();
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyComes() {
        Got got = done(request().compose(request -> {
            request.putHeader("Content-Length", "99999999999");
            return request.sendHead().compose(sent -> request.response()).compose(HttpIntakeTest::got);
        }));

        assertThat(got.status).isEqualTo(413);
    }

    @Test
    void chunkedBodiesAreReadAndBoundedToo() {
        Got small = done(request().compose(request -> {
            request.setChunked(true);
            for (byte b : LINES.getBytes(StandardCharsets.UTF_8)) request.write(Buffer.buffer(new byte[] {b}));
            request.end();
            return request.response().compose(HttpIntakeTest::got);
        }));
        Got large = done(request().compose(request -> {
            request.setChunked(true);
            for (int i = 0; i < 12; i++) request.write(Buffer.buffer(new byte[1 << 20]));
            request.end();
            return request.response().compose(HttpIntakeTest::got);
        }));

        assertThat(small.json.getInteger("accepted")).isEqualTo(2);
        assertThat(large.status).isEqualTo(413);
        assertThat(post(LINES).status).isEqualTo(200);
    }

    @Test
    void anEndlessBodyIsCutOff() {
        AtomicInteger sent = new AtomicInteger();
        Promise<Void> closed = Promise.promise();
        NetSocket socket = done(vertx.createNetClient().connect(server.actualPort(), "127.0.0.1"));
        socket.closeHandler(closed::complete);
        socket.write("POST /api/v1/logs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        pump(socket, sent, closed.future());

        done(closed.future());

        assertThat(intake.heldBytes()).isZero();
        assertThat(funnel.batches).isEmpty();
    }

    private static void pump(NetSocket socket, AtomicInteger sent, Future<Void> closed) {
        if (closed.isComplete()) return;
        sent.incrementAndGet();
        socket.write(Buffer.buffer("10000\r\n").appendBytes(new byte[1 << 16]).appendString("\r\n"))
                .onSuccess(written -> pump(socket, sent, closed));
    }

    @Test
    void overloadIsToldBeforeTheBodyIsRead() {
        funnel.overloaded = true;

        Got got = post(LINES);

        assertThat(got.status).isEqualTo(503);
        assertThat(got.retryAfter).isEqualTo("1");
        funnel.overloaded = false;
        assertThat(post(LINES).status).isEqualTo(200);
    }

    @Test
    void overloadOfTheFunnelConcernsTheWholeRequest() {
        funnel.failure = batch -> new OverloadedException(Duration.ofMillis(2_500));

        Got got = post(LINES + "oops");

        assertThat(got.status).isEqualTo(503);
        assertThat(got.retryAfter).isEqualTo("3");
        assertThat(got.json.getString("title")).isEqualTo("overloaded");
        assertThat(intake.heldBytes()).isZero();
    }

    @Test
    void aBatchThatCannotBeStoredMayBeSentAgain() {
        funnel.failure = batch -> new IOException("disk full at /secret/path");

        Got got = post(LINES);

        assertThat(got.status).isEqualTo(503);
        assertThat(got.retryAfter).isEqualTo("1");
        assertThat(got.json.getString("detail")).isEqualTo("cannot store the batch");
    }

    @Test
    void bodiesInMemoryAreBoundedOverAllRequests() {
        intake = intake(new Limits(1_000, 100, 1_000, 1_000, 32, 1_000, 256, 1_000));
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        Future<Got> first =
                request().compose(request -> request.send(LINES + LINES)).compose(HttpIntakeTest::got);
        await().until(() -> intake.heldBytes() == 2L * LINES.length());

        Got second = post(LINES);
        disk.complete();

        assertThat(second.status).isEqualTo(503);
        assertThat(done(first).status).isEqualTo(200);
        assertThat(post(LINES).status).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesInTheMiddleLeavesNothingBehind() {
        NetSocket socket = done(vertx.createNetClient().connect(server.actualPort(), "127.0.0.1"));
        done(socket.write("POST /api/v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + LINES));
        await().until(() -> intake.heldBytes() > 0);

        done(socket.close());

        await().until(() -> intake.heldBytes() == 0);
        assertThat(funnel.batches).isEmpty();
    }

    private static byte[] body(int bytes) {
        String line = "{\"message\":\"" + "x".repeat(986) + "\"}\n";
        StringBuilder body = new StringBuilder(line.repeat(bytes / 1_000 + 1));
        body.setLength(bytes / 1_000 * 1_000);
        body.append(" ".repeat(bytes - body.length()));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        }
        deflater.end();
        return bytes.toByteArray();
    }
}
