package io.tocsin.server.alertmanager;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The addresses of the drop-in on a real port, before a router in memory. */
abstract class DropInCase {
    static final Instant NOW = Instant.parse("2026-11-20T10:03:07Z");

    private static final String JSON = "application/json";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    final AtomicInteger bugs = new AtomicInteger();
    volatile Future<Void> reload = Future.succeededFuture();
    private MemoryRouted routed = new MemoryRouted(NOW);
    private String url = "";

    @BeforeEach
    void listen() {
        url = listen("", AlertmanagerApi.Dialect.DEFAULT);
    }

    /** Another server before the same router. */
    final String listen(String prefix, AlertmanagerApi.Dialect dialect) {
        AlertmanagerApi.Ports api = new AlertmanagerApi.Ports(
                routed, dialect, new AlertmanagerApi.About("1.2.3", "me", "127.0.0.1:9094"), 8, () -> routed.now);
        Router router = Router.router(vertx);
        DropInApi.mount(
                router,
                new DropInApi.Ports(
                        api,
                        prefix,
                        () -> true,
                        () -> "up 1\n",
                        () -> reload,
                        UnsupportedOperationException.class::isInstance,
                        bugs::incrementAndGet));
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0)
                .await();
        return "http://127.0.0.1:" + server.actualPort() + prefix;
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    MemoryRouted routed() {
        return routed;
    }

    /** From now on this is the configuration, and nothing is known. */
    void configure(String yaml) {
        routed = new MemoryRouted(NOW, yaml);
        listen();
    }

    Reply get(String path) {
        return sendTo(url, "GET", path, "");
    }

    JsonArray list(String path) {
        Reply reply = get(path);
        if (reply.status() != 200) throw new AssertionError(reply);
        return new JsonArray(reply.body());
    }

    Reply post(String path, String body) {
        return sendTo(url, "POST", path, body, "Content-Type", JSON);
    }

    Reply send(String method, String path, String body, String... headers) {
        return sendTo(url, method, path, body, headers);
    }

    Reply sendTo(String base, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What came back. */
    record Reply(int status, java.net.http.HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        /** The message, of either form of errors. */
        String message() {
            return body.startsWith("{")
                    ? json().getString("message")
                    : (String) io.vertx.core.json.Json.decodeValue(body);
        }
    }
}
