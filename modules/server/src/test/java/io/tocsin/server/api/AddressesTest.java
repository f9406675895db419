package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest extends ApiCase {
    @Test
    void anUnknownAddressIsAProblemFitForPeople() {
        Reply reply = server.get("/api/v1/nonsense");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("title")).isEqualTo("Not found");
        assertThat(reply.json().getInteger("status")).isEqualTo(404);
        assertThat(reply.detail()).isEqualTo("there is no /api/v1/nonsense");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/v1/search,               'GET, HEAD'",
        "DELETE, /api/v1/incidents/i-1,        'GET, HEAD'",
        "GET,    /api/v1/incidents/i-1/resolve, POST",
        "GET,    /api/v1/logs,                  POST",
        "PUT,    /api/v1/logs,                  POST",
        "GET,    /-/reload,                     POST",
        "POST,   /-/healthy,                   'GET, HEAD'",
        "PUT,    /a/token,                     'GET, HEAD, POST'",
        "POST,   /,                            'GET, HEAD'",
        "POST,   /console/app.js,              'GET, HEAD'",
    })
    void aVerbThatAnAddressDoesNotKnowIsToldTheRightOnes(String verb, String path, String allow) {
        Reply reply = server.send(verb, path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allow);
        assertThat(reply.detail()).isEqualTo("cannot " + verb + " " + path + ": use " + allow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/app.js", "/api/v1/search", "/-/ready", "/metrics", "/api/v1/openapi.yaml"})
    void headIsGetWithoutTheBody(String path) {
        Reply head = server.send("HEAD", path, "");
        Reply get = server.get(path);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/search?q=%zz", "/api/v1/requests/%zz", "/api/v1/search?q=%", "/%zz"})
    void anAddressThatCannotBeDecodedIsTheCallersMistake(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndNoBug() {
        Reply reply = server.post("/api/v1/incidents/i-1/resolve", "x".repeat((8 << 20) + 1));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void aBugIsCountedAndNotExplainedToStrangers() {
        server.searches.failure = new IllegalStateException("secret detail");

        Reply reply = server.get("/api/v1/search?q=x");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("secret detail");
        assertThat(server.bugs).hasValue(1);
    }

    @Test
    void tooMuchAtOnceIsToldWhenToComeBack() {
        server.searches.failure = new BusyException("cannot search now: 64 wait already");

        Reply reply = server.get("/api/v1/search?q=x");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.detail()).isEqualTo("cannot search now: 64 wait already");
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void aConfigurationThatIsRefusedIsToldInFull() {
        server.reload = io.vertx.core.Future.failedFuture(new IllegalArgumentException("tocsin.yml:1:1: unknown key"));

        Reply reply = server.post("/-/reload", "");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.detail()).isEqualTo("tocsin.yml:1:1: unknown key");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
