package io.tocsin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the records of {@link AlertLog} add up to, read one after the other: the latest word on each entity. */
final class AlertMemory {
    private final ObjectMapper json = StateJson.mapper();
    private final Map<String, JsonNode> entities = new LinkedHashMap<>();
    private long records;
    private long events = -1;

    void hear(byte[] record) throws IOException {
        JsonNode node = json.readTree(record);
        node.path("put").properties().forEach(entity -> entities.put(entity.getKey(), entity.getValue()));
        node.path("forget").forEach(key -> entities.remove(key.asText()));
        records++;
        events = Math.max(events, node.path("events").asLong(-1));
    }

    long records() {
        return records;
    }

    /** The position in the journal of events up to which the rules have been heard; -1 for nothing. */
    long events() {
        return events;
    }

    Map<String, JsonNode> entities() {
        return entities;
    }

    /** All entities of a kind, in the order in which they were first written. */
    <T> List<T> all(String kind, Class<T> type) throws IOException {
        List<T> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entity : entities.entrySet()) {
            if (entity.getKey().startsWith(kind + "/")) found.add(json.treeToValue(entity.getValue(), type));
        }
        return found;
    }
}
