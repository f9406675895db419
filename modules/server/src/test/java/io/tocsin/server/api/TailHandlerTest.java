package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.server.api.ApiServer.Reply;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailHandlerTest extends ApiCase {
    private static final String EVENT = "{\"n\":1,\"_id\":\"0000000000000001\",\"_time\":\"2026-11-20T10:03:07Z\"}";

    /** What a WebSocket hears: texts, and how it ended. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, "", last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            texts.add("closed " + status);
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }
    }

    private Tails.Ear nextEar() throws InterruptedException {
        return server.tails.ears.take();
    }

    private static Socket open(int port, String query) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("GET /api/v1/tail?q=" + query + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads up to a line, and gives what came before it. */
    private static String until(BufferedReader reader, String line) throws Exception {
        StringBuilder before = new StringBuilder();
        for (String read = reader.readLine(); read != null && !read.equals(line); read = reader.readLine())
            before.append(read).append('\n');
        return before.toString();
    }

    @Test
    void aStreamSaysThatItListensThenEventsAndGaps() throws Exception {
        try (Socket socket = open(server.port(), "level:ERROR")) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Tails.Ear ear = nextEar();
            String head = until(reader, ": listening");
            assertThat(head).contains("HTTP/1.1 200", "text/event-stream").doesNotContain("gzip");

            ear.hear(List.of(MemorySearches.event(1, MemoryIncidents.NOW, "{\"n\":\n1}")), 0)
                    .await();
            ear.hear(List.of(), 12).await();

            assertThat(until(reader, "id: 0000000000000001")).isNotNull();
            assertThat(reader.readLine())
                    .isEqualTo("data: {\"n\": 1,\"_id\":\"0000000000000001\",\"_time\":\"2026-11-20T10:03:07Z\"}");
            until(reader, "event: dropped");
            assertThat(reader.readLine()).isEqualTo("data: {\"dropped\":12}");
            assertThat(server.tails.asked).containsExactly(Query.parse("level:ERROR"));
        }
        assertThat(server.tails.ended.take()).isNotNull();
    }

    @Test
    void aStreamEndsWithTheServer() throws Exception {
        try (Socket socket = open(server.port(), "*")) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Tails.Ear ear = nextEar();
            until(reader, ": listening");

            ear.over();

            until(reader, "0");
            assertThat(server.tails.ended.take()).isSameAs(ear);
        }
    }

    private WebSocket socket(Heard heard, String query, String... headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/tail?q=" + query), heard)
                .join();
    }

    @Test
    void aWebSocketHearsEachEventAsAMessage() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = socket(heard, "n:1");
        Tails.Ear ear = nextEar();

        ear.hear(List.of(MemorySearches.event(1, MemoryIncidents.NOW, "{\"n\":1}")), 3)
                .await();

        assertThat(heard.texts.take()).isEqualTo("{\"dropped\":3}");
        assertThat(heard.texts.take()).isEqualTo(EVENT);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(server.tails.ended.take()).isSameAs(ear);
    }

    @Test
    void aWebSocketIsToldThatTheServerStops() throws Exception {
        Heard heard = new Heard();
        socket(heard, "*");

        nextEar().over();

        assertThat(heard.texts.take()).isEqualTo("closed 1001");
    }

    @Test
    void aQueryThatIsNoneIsRefusedBeforeAnythingIsUpgraded() {
        Reply reply = server.get("/api/v1/tail?q=(a");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(upgradeStatus("(a")).isEqualTo(400);
        assertThat(upgradeStatus("a%7Ccount")).isEqualTo(400);
    }

    @Test
    void tooManyListenersAreRefusedBeforeAnythingIsUpgraded() {
        server.tails.failure = new BusyException("cannot tail now: 32 listen already");

        Reply reply = server.get("/api/v1/tail");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.detail()).isEqualTo("cannot tail now: 32 listen already");
        assertThat(upgradeStatus("*")).isEqualTo(503);
        server.tails.failure = new ShareUsedException("cannot tail once more: 8 of yours listen already");
        assertThat(upgradeStatus("*")).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org", "null"})
    void aPageOfAnotherSiteCannotListen(String origin) {
        assertThat(upgradeStatus("*", "Origin", origin)).isEqualTo(403);
        assertThat(server.tails.asked).isEmpty();
    }

    @Test
    void aPageOfOursCan() throws Exception {
        socket(new Heard(), "*", "Origin", "https://tocsin.example.org");

        assertThat(nextEar()).isNotNull();
    }

    private int upgradeStatus(String query, String... headers) {
        try {
            socket(new Heard(), query, headers);
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) Objects.requireNonNull(e.getCause()))
                    .getResponse()
                    .statusCode();
        }
    }
}
