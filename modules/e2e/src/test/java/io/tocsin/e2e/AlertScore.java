package io.tocsin.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts of the server, scored by the script that came with the answer key. */
final class AlertScore {
    private static final Map<String, String> TRUE_NAMES =
            Map.of("BruteForceLogin", "brute_force", "HighErrorRate", "error_rate", "ServiceDown", "silence");

    private AlertScore() {}

    /** Scores what fired, over the incidents that the shipped rules are meant to find; aborts where there is no Python. */
    static JsonObject of(List<JsonObject> alerts, JsonObject truth, Path folder) throws IOException {
        Path key = folder.resolve("truth.json");
        Path fired = folder.resolve("alerts.ndjson");
        Files.writeString(key, covered(truth).encode());
        Files.writeString(
                fired,
                alerts.stream()
                        .map(AlertScore::scored)
                        .flatMap(Optional::stream)
                        .map(JsonObject::encode)
                        .collect(Collectors.joining("\n")));
        Path script = Recordings.file("tools/score_alerts.py");
        return new JsonObject(run("python3", script.toString(), key.toString(), fired.toString()));
    }

    private static JsonObject covered(JsonObject truth) {
        JsonArray incidents = new JsonArray();
        SceneClient.objects(truth, "incidents").stream()
                .filter(incident -> TRUE_NAMES.containsValue(incident.getString("rule")))
                .forEach(incidents::add);
        return truth.copy().put("incidents", incidents);
    }

    private static Optional<JsonObject> scored(JsonObject alert) {
        @Nullable String rule = TRUE_NAMES.get(alert.getString("rule"));
        if (rule == null || !alert.getString("state").equals("firing")) return Optional.empty();
        JsonObject labels = alert.getJsonObject("labels");
        return Optional.of(new JsonObject()
                .put("rule", rule)
                .put("key", labels.getString(rule.equals("brute_force") ? "ip" : "service"))
                .put("at", alert.getString("event_time"))
                .put("notified", true));
    }

    private static String run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            return abort("cannot score alerts: " + missing.getMessage());
        }
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
