package io.tocsin.server.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds a running server, and the conversation with it. */
final class Client {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What reads the whole disk takes as long as the disk takes. */
    private static final Duration HOURS = Duration.ofHours(24);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {"The server; TOCSIN_URL names it, too. Default:", "${DEFAULT-VALUE}"},
            defaultValue = "${TOCSIN_URL:-http://127.0.0.1:7080}")
    @SuppressWarnings("NullAway.Init") // picocli sets it from the default
    private String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Token for Authorization: Bearer (default: TOCSIN_TOKEN).",
            defaultValue = "${TOCSIN_TOKEN:-}")
    private @Nullable String token;

    JsonObject fetch(String path, Map<String, String> params) throws IOException, InterruptedException {
        return send(request(path + query(params)).GET().build());
    }

    /** An answer that is a list. */
    JsonArray fetchList(String path) throws IOException, InterruptedException {
        String body = text(request(path).GET().build());
        try {
            return new JsonArray(body);
        } catch (DecodeException | ClassCastException e) {
            throw new IOException("cannot read the answer of " + url + ": it is no JSON list; is this a Tocsin?", e);
        }
    }

    /** An answer as it is, byte for byte. */
    byte[] fetchBytes(String path) throws IOException, InterruptedException {
        return text(request(path).GET().build()).getBytes(StandardCharsets.UTF_8);
    }

    void delete(String path) throws IOException, InterruptedException {
        text(request(path).DELETE().build());
    }

    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build());
    }

    /** The same for what takes hours. */
    JsonObject postPatiently(String path, JsonObject body) throws IOException, InterruptedException {
        return send(request(path)
                .timeout(HOURS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build());
    }

    /**
     * Reads an answer line by line for as long as it goes on.
     *
     * @param line takes a line; false ends it
     * @throws RefusedByServerException when the server does not want to
     * @throws IOException when there is no server, or it is lost
     */
    void follow(String path, Map<String, String> params, Predicate<String> line)
            throws IOException, InterruptedException {
        // The time limit is for the head of the answer alone.
        HttpRequest request = request(path + query(params)).GET().build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() != 200)
                    throw new RefusedByServerException(
                            refusal(response.statusCode(), lines.collect(Collectors.joining("\n"))));
                if (!lines.allMatch(line)) http.shutdownNow();
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new IOException("cannot reach " + url + ": is the server running? Start it with ./tocsin up", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The server answered, and says why not. */
    static final class RefusedByServerException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedByServerException(String reason) {
            super(reason);
        }
    }

    private static String query(Map<String, String> params) {
        String query = params.entrySet().stream()
                .map(param -> param.getKey() + "=" + encode(param.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(TIMEOUT);
        if (token != null && !token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return request;
    }

    private URI address(String path) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!base.startsWith("http://") && !base.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "cannot use --url '" + url + "': it must begin with http:// or https://");
        }
        return URI.create(base + path);
    }

    private JsonObject send(HttpRequest request) throws IOException, InterruptedException {
        return json(text(request));
    }

    private String text(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) return response.body();
            throw new IOException(refusal(response.statusCode(), response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new IOException("cannot reach " + url + ": is the server running? Start it with ./tocsin up", e);
        } catch (HttpTimeoutException e) {
            throw new IOException(
                    "cannot reach " + url + ": no answer within "
                            + request.timeout().orElse(TIMEOUT).toSeconds() + " s",
                    e);
        }
    }

    /** Why the server did not do it, and what to do about it where we know. */
    private static String refusal(int status, String body) {
        if (status == 401) {
            return "the server wants a token: give --token, or set TOCSIN_TOKEN to one of those under auth: in tocsin.yml";
        }
        try {
            // Errors of Alertmanager's API are a text, or have a message.
            if (body.startsWith("\"")) return (String) Json.decodeValue(body);
            JsonObject problem = new JsonObject(body);
            String detail = problem.getString("detail", problem.getString("message"));
            if (detail != null) return detail;
        } catch (DecodeException | ClassCastException e) {
            // Somebody else answered, such as a proxy: its status is all that can be said.
        }
        return "the server answered " + status;
    }

    private JsonObject json(String body) throws IOException {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw new IOException("cannot read the answer of " + url + ": it is no JSON object; is this a Tocsin?", e);
        }
    }
}
