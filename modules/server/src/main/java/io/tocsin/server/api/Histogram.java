package io.tocsin.server.api;

import io.tocsin.query.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Counts over a stretch of time, a bar for each piece of it, the empty ones too. Not thread-safe. */
final class Histogram {
    private final Duration length;
    private final long first;
    private final long[] counts;
    private final Map<String, long[]> series = new LinkedHashMap<>();

    Histogram(Instant from, Instant to, Duration length) {
        this.length = length;
        this.first = BucketLadder.start(from, length);
        this.counts = new long[Math.toIntExact(BucketLadder.start(to.minusNanos(1), length) - first + 1)];
    }

    /** Adds a table with the columns time and count. */
    void total(Table table) {
        for (List<@Nullable Object> row : table.rows()) add(counts, row.getFirst(), row.getLast());
    }

    /** Adds a table with the columns time, a field, and count; events without the field are in no series. */
    void series(Table table) {
        for (List<@Nullable Object> row : table.rows()) {
            if (row.get(1) instanceof String value) {
                add(series.computeIfAbsent(value, key -> new long[counts.length]), row.getFirst(), row.getLast());
            }
        }
    }

    private void add(long[] bars, @Nullable Object time, @Nullable Object count) {
        if (time == null || !(count instanceof Number number)) return;
        long bar = BucketLadder.start(Instant.parse(time.toString()), length) - first;
        if (bar >= 0 && bar < bars.length) bars[(int) bar] += number.longValue();
    }

    /**
     * The bars as JSON.
     *
     * @param by whether to tell the series
     * @param seriesMax the most frequent ones are told, the rest is {@code other}
     */
    JsonObject json(boolean by, int seriesMax) {
        JsonArray times = new JsonArray();
        for (int i = 0; i < counts.length; i++) {
            times.add(Instant.ofEpochMilli((first + i) * length.toMillis()).toString());
        }
        JsonObject json = new JsonObject()
                .put("bucket_ms", length.toMillis())
                .put("times", times)
                .put("counts", array(counts));
        if (by) addSeries(json, seriesMax);
        return json;
    }

    private void addSeries(JsonObject json, int seriesMax) {
        List<Map.Entry<String, long[]>> most = new ArrayList<>(series.entrySet());
        most.sort((a, b) -> Long.compare(sum(b.getValue()), sum(a.getValue())));
        most = most.subList(0, Math.min(seriesMax, most.size()));
        long[] other = counts.clone();
        JsonArray told = new JsonArray();
        for (Map.Entry<String, long[]> one : most) {
            for (int i = 0; i < other.length; i++) other[i] -= one.getValue()[i];
            told.add(new JsonObject().put("value", one.getKey()).put("counts", array(one.getValue())));
        }
        // Between two passes over the store events come in: nothing is less than nothing.
        for (int i = 0; i < other.length; i++) other[i] = Math.max(0, other[i]);
        json.put("series", told).put("other", array(other));
    }

    private static long sum(long[] bars) {
        return LongStream.of(bars).sum();
    }

    private static JsonArray array(long[] bars) {
        JsonArray array = new JsonArray();
        for (long bar : bars) array.add(bar);
        return array;
    }
}
