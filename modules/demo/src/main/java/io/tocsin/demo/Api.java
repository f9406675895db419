package io.tocsin.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The server as its users see it: over HTTP only. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    Api(String url) {
        this.url = url;
    }

    JsonObject fetch(String path) {
        return new JsonObject(send(request(path).GET().build()));
    }

    /** Ships log lines as a service would. */
    void ship(List<JsonObject> lines) {
        String body = lines.stream().map(JsonObject::encode).collect(Collectors.joining("\n"));
        send(request("/api/v1/logs")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    List<JsonObject> incidents() {
        return objects(fetch("/api/v1/incidents?state=all").getJsonArray("incidents"));
    }

    List<JsonObject> alerts() {
        return objects(fetch("/api/v1/alerts?limit=100").getJsonArray("alerts"));
    }

    /** The newest events that match. */
    List<JsonObject> search(String query, int limit) {
        String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return objects(fetch("/api/v1/search?limit=" + limit + "&q=" + q).getJsonArray("events"));
    }

    void acknowledge(String incident, String by) {
        send(request("/api/v1/incidents/" + incident + "/acknowledge")
                .POST(BodyPublishers.ofString(new JsonObject().put("by", by).encode()))
                .build());
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }
}
