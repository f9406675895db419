package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The server as its users see it: over HTTP only. */
final class SceneClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    SceneClient(String url) {
        this.url = url;
    }

    /** What the server answered. */
    record Reply(int status, HttpResponse<String> raw) {
        JsonObject json() {
            return new JsonObject(raw.body());
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** Ships a body of logs; headers are name, value, name, value. */
    Reply post(byte[] body, String... headers) {
        return send(request("/api/v1/logs").POST(BodyPublishers.ofByteArray(body)), headers);
    }

    Reply post(String body, String... headers) {
        return post(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Any other verb without a body. */
    Reply command(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** Any other verb with a JSON body. */
    Reply command(String path, JsonObject body) {
        return send(request(path).POST(BodyPublishers.ofString(body.encode())), "Content-Type", "application/json");
    }

    Reply fetch(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private Reply send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach the server at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    /** Everything that matches, up to the most that a page can hold. */
    List<JsonObject> search(String query) {
        return objects(found(query, "&order=asc&limit=10000"), "events");
    }

    /** How many events match; fails when the server does not count that far. */
    long total(String query) {
        return exact(query, found(query, "&limit=0"));
    }

    /** How many events of a slice of time match, its end excluded. */
    long total(String query, Instant from, Instant to) {
        return exact(query, found(query, "&limit=0&from=" + from + "&to=" + to));
    }

    private static long exact(String query, JsonObject found) {
        JsonObject total = found.getJsonObject("total");
        assertThat(total.getString("relation")).as("%s: %s", query, total).isEqualTo("eq");
        return total.getLong("value");
    }

    private JsonObject found(String query, String more) {
        Reply reply = fetch("/api/v1/search?q=" + encoded(query) + more);
        assertThat(reply.status()).as("%s: %s", query, reply.raw().body()).isEqualTo(200);
        return reply.json();
    }

    /** One request over all services; no events when nothing carries the id. */
    List<JsonObject> request(String path, String id) {
        Reply reply = fetch(path + encoded(id));
        return reply.status() == 404 ? List.of() : objects(reply.json(), "events");
    }

    static List<JsonObject> objects(JsonObject parent, String name) {
        JsonArray array = parent.getJsonArray(name);
        assertThat(array).as("%s of %s", name, parent).isNotNull();
        return array.stream().map(JsonObject.class::cast).toList();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
