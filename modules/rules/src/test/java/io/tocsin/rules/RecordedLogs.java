package io.tocsin.rules;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Recorded logs with answer keys, which lie beside the repository on machines that have them; elsewhere tests are
 * skipped.
 */
final class RecordedLogs {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordedLogs() {}

    /** A file of the recordings; aborts the test where there are none. */
    static Path file(String name) {
        Path root =
                Path.of(System.getProperty("tocsin.root", ".")).toAbsolutePath().normalize();
        String named = System.getProperty("tocsin.shared", System.getenv().getOrDefault("TOCSIN_SHARED", ""));
        Stream<Path> places = named.isEmpty()
                ? Stream.of(root.resolve("../shared"), root.resolve("../../shared"))
                : Stream.of(Path.of(named));
        Optional<Path> found =
                places.map(place -> place.resolve(name)).filter(Files::exists).findFirst();
        return found.orElseGet(() -> abort("no recorded logs: set TOCSIN_SHARED to the folder that holds " + name));
    }

    /** The rule files that are shipped, free of problems. */
    static RuleSet shippedRules() {
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.load(Path.of(System.getProperty("tocsin.root", "."), "rules"), problems);
        problems.throwIfAny();
        return rules;
    }

    static List<LogEvent> events(String name) throws IOException {
        List<LogEvent> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(event(events.size(), line));
            }
        }
        return events;
    }

    private static LogEvent event(long id, String line) throws IOException {
        Fields.Builder fields = new Fields.Builder();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            flatten(json, "", fields);
        }
        for (Map.Entry<String, List<String>> alias :
                FieldAliases.defaults().byName().entrySet()) {
            if (!fields.has(alias.getKey()) && !alias.getKey().equals(FieldNames.TIME)) normalise(alias, fields);
        }
        String time = String.valueOf(fields.first("timestamp"));
        Instant at = Instant.parse(time);
        return new LogEvent(id, at, at, line.getBytes(StandardCharsets.UTF_8), fields.build(), List.of());
    }

    private static void flatten(JsonParser json, String prefix, Fields.Builder fields) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) flatten(json, name + ".", fields);
            else fields.add(name, json.getText());
        }
    }

    private static void normalise(Map.Entry<String, List<String>> alias, Fields.Builder fields) {
        for (String path : alias.getValue()) {
            String value = fields.first(path);
            if (value == null) continue;
            fields.add(alias.getKey(), value);
            return;
        }
    }

    /** An answer key as one value: maps, lists, texts. */
    static Truth truth(String name) throws IOException {
        try (JsonParser json = JSON.createParser(Files.newInputStream(file(name)))) {
            json.nextToken();
            return Truth.read(json);
        }
    }
}
