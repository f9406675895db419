package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A recorded log with its answer key: what was sent, when it happened, and what it must be counted as. */
final class Corpus {
    /** As many lines as a busy shipper sends at once. */
    private static final int BATCH = 5_000;

    private final String name;
    private final JsonObject truth;
    private final List<String> lines;
    private final List<JsonObject> events;
    private final Instant from;
    private final Instant to;

    private Corpus(String name, JsonObject truth, List<String> lines) {
        this.name = name;
        this.truth = truth;
        this.lines = lines;
        this.events = lines.stream().map(JsonObject::new).toList();
        this.from = events.stream().map(Corpus::time).min(Instant::compareTo).orElseThrow();
        this.to = events.stream()
                .map(Corpus::time)
                .max(Instant::compareTo)
                .orElseThrow()
                .plusNanos(1);
    }

    /** Reads a corpus in place; aborts the test where it is missing. */
    static Corpus of(String folder, String name) throws IOException {
        String path = folder + "/" + name;
        return new Corpus(name, Recordings.truth(path + ".truth.json"), Recordings.lines(path + ".ndjson.gz"));
    }

    JsonObject truth() {
        return truth;
    }

    List<JsonObject> events() {
        return events;
    }

    private static Instant time(JsonObject event) {
        return Instant.parse(event.getString("timestamp"));
    }

    /** When its first event happened. */
    Instant from() {
        return from;
    }

    /** Behind its last event. */
    Instant to() {
        return to;
    }

    boolean isOurs(JsonObject event) {
        return !time(event).isBefore(from) && time(event).isBefore(to);
    }

    /** Counts of the answer key. */
    Map<String, Long> key(String part) {
        Map<String, Long> counts = new TreeMap<>();
        truth.getJsonObject(part).forEach(entry -> counts.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        return counts;
    }

    /** How often each value was sent. */
    Map<String, Long> sent(Function<JsonObject, @Nullable String> part) {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonObject event : events) {
            String value = part.apply(event);
            if (value != null) counts.merge(value, 1L, Long::sum);
        }
        return counts;
    }

    /** How many events have each field, by dotted path. */
    Map<String, Long> sentFields() {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonObject event : events) {
            List<String> names = new ArrayList<>();
            flatten("", event, names);
            names.stream().distinct().forEach(field -> counts.merge(field, 1L, Long::sum));
        }
        return counts;
    }

    private static void flatten(String path, JsonObject object, List<String> names) {
        object.forEach(entry -> {
            String field = path + entry.getKey();
            if (entry.getValue() instanceof JsonObject inner) flatten(field + ".", inner, names);
            else if (entry.getValue() != null) names.add(field);
        });
    }

    /** Ships all of it over HTTP. */
    void post(SceneClient client) throws IOException {
        for (int at = 0; at < lines.size(); at += BATCH) {
            List<String> batch = lines.subList(at, Math.min(lines.size(), at + BATCH));
            SceneClient.Reply reply = client.post(zipped(batch), "Content-Encoding", "gzip");
            assertThat(reply.status()).as("%s: %s", name, reply.raw().body()).isEqualTo(200);
            assertThat(reply.json().getInteger("accepted")).as(name).isEqualTo(batch.size());
        }
    }

    private static byte[] zipped(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
