package io.tocsin.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.journal.Journal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The memory of the alert loop: a journal of steps. Each step is one record with every entity that it changed, whole, and
 * every one that it took away; so what the latest records say of each entity is the state, whatever release wrote them, and
 * a step is there completely or not at all.
 */
final class AlertLog implements AutoCloseable {
    /** Past so many records a start rewrites the state in one: reading stays short however long we ran. */
    private static final long COMPACT_AFTER = 10_000;

    private final Journal journal;
    private final ObjectMapper json = StateJson.mapper();

    AlertLog(Journal journal) {
        this.journal = journal;
    }

    /** Writes a step; completes on the journal's thread once it is durable. */
    CompletionStage<Long> append(Entry entry) {
        try {
            return journal.append(json.writeValueAsBytes(node(entry)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a step of the alert loop", e);
        }
    }

    private ObjectNode node(Entry entry) {
        ObjectNode node = json.createObjectNode().put("at", entry.at().toString());
        if (entry.events() >= 0) node.put("events", entry.events());
        ObjectNode put = node.putObject("put");
        entry.put().forEach((key, entity) -> put.set(key, json.valueToTree(entity)));
        if (!entry.forget().isEmpty()) node.set("forget", json.valueToTree(entry.forget()));
        return node;
    }

    /** Reads everything back. */
    Memory load() throws IOException {
        Map<String, JsonNode> entities = new LinkedHashMap<>();
        long[] counts = {0, -1};
        journal.replay(journal.firstPosition(), (position, record) -> {
            JsonNode node = json.readTree(record);
            node.path("put").properties().forEach(entity -> entities.put(entity.getKey(), entity.getValue()));
            node.path("forget").forEach(key -> entities.remove(key.asText()));
            counts[0]++;
            counts[1] = Math.max(counts[1], node.path("events").asLong(-1));
        });
        Memory memory = new Memory(json, entities, counts[1]);
        if (counts[0] > COMPACT_AFTER) compact(memory);
        return memory;
    }

    /** One record with all that is known, then the old ones may go. */
    private void compact(Memory memory) throws IOException {
        ObjectNode node = json.createObjectNode().put("events", memory.events());
        node.putObject("put").setAll(memory.entities());
        long position = journal.append(json.writeValueAsBytes(node))
                .toCompletableFuture()
                .join();
        journal.dropBefore(position);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    /**
     * One step.
     *
     * @param put what changed, by key: a kind, a slash and an id
     * @param forget keys that are gone
     * @param events the position in the journal of events up to which rules have been heard; -1 for no news
     */
    record Entry(Instant at, Map<String, Object> put, List<String> forget, long events) {}

    /** What was remembered. */
    record Memory(ObjectMapper json, Map<String, JsonNode> entities, long events) {
        /** All entities of a kind, in the order in which they were first written. */
        <T> List<T> all(String kind, Class<T> type) throws IOException {
            List<T> found = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entity : entities.entrySet()) {
                if (entity.getKey().startsWith(kind + "/")) found.add(json.treeToValue(entity.getValue(), type));
            }
            return found;
        }
    }
}
