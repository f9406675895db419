package io.tocsin.sigma;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pairs of a published rule and the events that it must match; they lie beside the repository and are read in place. */
final class SharedPairs {
    private static final JsonFactory JSON = new JsonFactory();

    private SharedPairs() {}

    /**
     * One pair.
     *
     * @param rule as JSON, which is YAML too
     */
    record Pair(String path, String rule, List<LogEvent> events) {}

    /** All pairs; aborts the test where there are none. */
    static List<Pair> all() throws IOException {
        Path root =
                Path.of(System.getProperty("tocsin.root", ".")).toAbsolutePath().normalize();
        String named = System.getProperty("tocsin.shared", System.getenv().getOrDefault("TOCSIN_SHARED", ""));
        Stream<Path> places = named.isEmpty()
                ? Stream.of(root.resolve("../shared"), root.resolve("../../shared"))
                : Stream.of(Path.of(named));
        Path file = places.map(place -> place.resolve("data/sigma/sigma_pairs.jsonl"))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> abort("no Sigma pairs: set TOCSIN_SHARED to the folder that holds data/sigma"));
        List<Pair> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) pairs.add(pair(line));
        return pairs;
    }

    private static Pair pair(String line) throws IOException {
        String path = "";
        String rule = "";
        List<LogEvent> events = new ArrayList<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "path" -> path = json.getText();
                    case "rule" -> rule = text(json);
                    case "events" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) events.add(event(json));
                    }
                    default -> json.skipChildren();
                }
            }
        }
        return new Pair(path, rule, events);
    }

    private static String text(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (var out = JSON.createGenerator(text)) {
            out.copyCurrentStructure(json);
        }
        return text.toString();
    }

    /** The events of the pairs are flat. */
    private static LogEvent event(JsonParser json) throws IOException {
        Fields.Builder fields = new Fields.Builder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) fields.add(name, json.getText());
            json.skipChildren();
        }
        return new LogEvent(1, Instant.EPOCH, Instant.EPOCH, new byte[0], fields.build(), List.of());
    }
}
