package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;

import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A real server in this process with fakes for everybody outside, spoken to over HTTP only. A story builds one, plays its
 * part and looks at what was found and who was told.
 */
final class Scene implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    /** What is awaited happens in milliseconds; a shared machine may need more, and a failure only that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int ALERTS_MAX = 10_000;

    private final SceneFiles files;
    private final SceneFakes fakes;
    private Tocsin server;
    private SceneClient client;

    Scene(SceneFiles files, SceneFakes fakes) throws IOException {
        this.files = files;
        this.fakes = fakes;
        this.server = Tocsin.start(options());
        this.client = new SceneClient(server.url());
    }

    private StartOptions options() {
        return new StartOptions(files.config(), files.rules(), files.data(), 0, Map.of(), System::getenv);
    }

    /** A scene that keeps everything below a folder; it has no rules unless it is given some. */
    static SceneBuilder in(Path folder) {
        return new SceneBuilder(folder);
    }

    SceneFiles files() {
        return files;
    }

    SceneFakes fakes() {
        return fakes;
    }

    /** For whatever has no word here. */
    SceneClient client() {
        return client;
    }

    String url() {
        return server.url();
    }

    SceneClient.Reply post(String body, String... headers) {
        return client.post(body, headers);
    }

    List<JsonObject> search(String query) {
        return client.search(query);
    }

    long total(String query) {
        return client.total(query);
    }

    long total(String query, Instant from, Instant to) {
        return client.total(query, from, to);
    }

    List<JsonObject> request(String id) {
        return client.request("/api/v1/requests/", id);
    }

    List<JsonObject> incidents() {
        return SceneClient.objects(client.fetch("/api/v1/incidents?state=all").json(), "incidents");
    }

    /** What fired and ended, oldest first. */
    List<JsonObject> alerts() {
        JsonObject history = client.fetch("/api/v1/alerts?limit=" + ALERTS_MAX).json();
        return SceneClient.objects(history, "alerts").reversed();
    }

    /** Everything that fired by a rule, oldest first. */
    List<JsonObject> fired(String rule) {
        return alerts().stream()
                .filter(alert -> alert.getString("rule").equals(rule))
                .filter(alert -> alert.getString("state").equals("firing"))
                .toList();
    }

    JsonObject status() {
        return client.fetch("/api/v1/status").json();
    }

    /** Events that are stored and to be found. */
    long events() {
        return status().getLong("events");
    }

    void awaitEvents(long count) {
        until("there are " + count + " events", () -> events() >= count);
    }

    /** Waits for what must come, and fails with its name when it does not. */
    void until(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    /** Stops the server in good order and starts it again on what it kept; the address changes. */
    void restart() throws IOException {
        server.stop(STOP_WITHIN);
        server = Tocsin.start(options());
        client = new SceneClient(server.url());
    }

    @Override
    public void close() {
        server.stop(STOP_WITHIN);
        fakes.close();
    }
}
