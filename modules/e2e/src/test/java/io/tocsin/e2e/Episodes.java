package io.tocsin.e2e;

import io.tocsin.journal.Journal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server that has ended remembers of its alerts: each by its labels and when it began, with its end. */
final class Episodes {
    private Episodes() {}

    /**
     * Reads the journal of alerts and changes nothing.
     *
     * @return by labels and beginning the end, or {@code firing}
     */
    static SortedMap<String, String> of(Path data) throws IOException {
        SortedMap<String, String> episodes = new TreeMap<>();
        Journal.verify(
                data.resolve("journal/alerts"),
                (position, record) -> read(new JsonObject(new String(record, StandardCharsets.UTF_8)), episodes));
        return episodes;
    }

    /** Alerts that had ended and began once more at the same moment: somebody was told of them twice. */
    static List<String> again(Path data) throws IOException {
        Map<String, String> episodes = new HashMap<>();
        List<String> again = new ArrayList<>();
        Journal.verify(data.resolve("journal/alerts"), (position, record) -> {
            Map<String, String> step = new HashMap<>();
            read(new JsonObject(new String(record, StandardCharsets.UTF_8)), step);
            step.forEach((alert, end) -> {
                String before = episodes.put(alert, end);
                if (end.equals("firing") && before != null && !before.equals("firing")) again.add(alert);
            });
        });
        return again;
    }

    private static void read(JsonObject step, Map<String, String> episodes) {
        for (Map.Entry<String, Object> entity : step.getJsonObject("put", new JsonObject())) {
            if (!entity.getKey().startsWith("routing/alert/")) continue;
            JsonObject alert = ((JsonObject) entity.getValue()).getJsonObject("alert");
            String key = alert.getValue("labels") + " since " + alert.getString("startsAt");
            episodes.put(key, alert.getString("endsAt", "firing"));
        }
    }
}
