package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpLimitsTest extends HttpIntakeCase {
    /** Held on to: what a client that nobody holds has opened is closed by the garbage collector. */
    private final NetClient sockets = vertx.createNetClient();

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
            assertThat(got.json().getInteger("accepted")).as(each.getKey()).isEqualTo(2);
        }
        assertThat(post(deflate(plain, true), Map.of("Content-Encoding", "deflate"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aLargeZstdBodyWrittenInOneGoIsRead() {
        byte[] plain = body(9 << 20);

        assertThat(post(Zstd.compress(plain, 3), Map.of("Content-Encoding", "zstd"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bombsAreRefusedWhileTheyGoOff() throws IOException {
        byte[] zeros = new byte[200 << 20];

        for (Map.Entry<String, byte[]> bomb : Map.of(
                        "gzip", gzip(zeros), "deflate", deflate(zeros, true), "zstd", Zstd.compress(zeros))
                .entrySet()) {
            Got got = post(bomb.getValue(), Map.of("Content-Encoding", bomb.getKey()));
            assertThat(got.status()).as(bomb.getKey()).isIn(413, bomb.getKey().equals("zstd") ? 400 : 413);
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
            assertThat(post(torn, Map.of("Content-Encoding", encoding)).status())
                    .as(encoding)
                    .isEqualTo(400);
            assertThat(post(new byte[0], Map.of("Content-Encoding", encoding)).status())
                    .as(encoding)
                    .isEqualTo(400);
            assertThat(post(LINES.getBytes(StandardCharsets.UTF_8), Map.of("Content-Encoding", encoding))
                            .status())
                    .as(encoding)
                    .isEqualTo(400);
        }
    }

    @Test
    void aBodyOfTheFullLimitIsAccepted() {
        Got got = post(body(10 << 20), Map.of());

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().getInteger("accepted")).isGreaterThan(1_000);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        Got got = post(body((10 << 20) + 1), Map.of());

        assertThat(got.status()).isEqualTo(413);
        assertThat(got.json().getString("detail")).contains("10485761").contains("10485760");
        assertThat(funnel.batches).isEmpty();
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyComes() {
        Got got = done(asked(request -> {
            request.putHeader("Content-Length", "99999999999");
            return request.sendHead().compose(sent -> request.response());
        }));

        assertThat(got.status()).isEqualTo(413);
    }

    @Test
    void chunkedBodiesAreReadAndBoundedToo() {
        Got small = done(asked(request -> {
            request.setChunked(true);
            for (byte b : LINES.getBytes(StandardCharsets.UTF_8)) request.write(Buffer.buffer(new byte[] {b}));
            request.end();
            return request.response();
        }));
        Got large = done(asked(request -> {
            request.setChunked(true);
            for (int i = 0; i < 12; i++) request.write(Buffer.buffer(new byte[1 << 20]));
            request.end();
            return request.response();
        }));

        assertThat(small.json().getInteger("accepted")).isEqualTo(2);
        assertThat(large.status()).isEqualTo(413);
        assertThat(post(LINES).status()).isEqualTo(200);
    }

    @Test
    void anEndlessBodyIsCutOff() {
        AtomicInteger sent = new AtomicInteger();
        Promise<Void> closed = Promise.promise();
        NetSocket socket = done(sockets.connect(server.actualPort(), "127.0.0.1"));
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
    void bodiesInMemoryAreBoundedOverAllRequests() {
        intake = intake(new Limits(1_000, 100 * (1 + Limits.DECODED_PER_BYTE), 1_000, 1_000, 32, 1_000, 256, 1_000));
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        Future<Got> first = asked(request -> request.send(LINES + LINES));
        await().until(() -> intake.heldBytes() == 2L * (1 + Limits.DECODED_PER_BYTE) * LINES.length());

        Got second = post(LINES);
        disk.complete();

        assertThat(second.status()).isEqualTo(503);
        assertThat(done(first).status()).isEqualTo(200);
        assertThat(post(LINES).status()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesInTheMiddleLeavesNothingBehind() {
        NetSocket socket = done(sockets.connect(server.actualPort(), "127.0.0.1"));
        done(socket.write("POST /api/v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + LINES));
        await().until(() -> intake.heldBytes() > 0);

        done(socket.close());

        await().until(() -> intake.heldBytes() == 0);
        assertThat(funnel.batches).isEmpty();
    }
}
