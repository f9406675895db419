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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of the alert loop: a journal of steps. Each step is one record with every entity that it changed, whole, and
 * every one that it took away; so what the latest records say of each entity is the state, whatever release wrote them, and
 * a step is there completely or not at all.
 */
final class AlertLog {
    private static final Logger log = LoggerFactory.getLogger(AlertLog.class);

    /** Past so many records the state is written anew: reading stays short however long we ran. */
    static final long COMPACT_AFTER = 10_000;

    /** Far below the largest record, and few enough records for a state of any size. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final Journal journal;
    private final ObjectMapper json = StateJson.mapper();
    private long records;
    private long events = -1;

    AlertLog(Journal journal) {
        this.journal = journal;
    }

    /** Writes a step; completes on the journal's thread once it is durable, and fails when it cannot be. */
    CompletionStage<Long> append(Entry entry) {
        records++;
        events = Math.max(events, entry.events());
        try {
            return journal.append(json.writeValueAsBytes(node(entry)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // The caller acts either way: what cannot be written must not silence a page.
            return CompletableFuture.failedStage(new IOException("cannot write a step as JSON: " + e.getMessage(), e));
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
        journal.replay(journal.firstPosition(), (position, record) -> {
            JsonNode node = json.readTree(record);
            node.path("put").properties().forEach(entity -> entities.put(entity.getKey(), entity.getValue()));
            node.path("forget").forEach(key -> entities.remove(key.asText()));
            records++;
            events = Math.max(events, node.path("events").asLong(-1));
        });
        if (records > COMPACT_AFTER) compact(entities);
        return new Memory(json, entities, events);
    }

    private void compact(Map<String, JsonNode> entities) throws IOException {
        try {
            dropBefore(rewrite(entities).toCompletableFuture().join());
        } catch (CompletionException e) {
            log.warn("cannot write the state of alerts anew, its journal stays long: {}", e.getMessage());
        }
    }

    /** Whether it is time to {@link #rewrite}. */
    boolean isLong() {
        return records > COMPACT_AFTER;
    }

    /**
     * Writes all that is known, in records of a moderate size. Whatever is written afterwards comes behind it; so once it is
     * durable, everything before it may go. To be called in turn with {@link #append}.
     *
     * @return completes with the position to {@link #dropBefore}
     */
    CompletionStage<Long> rewrite(Map<String, ?> everything) {
        List<CompletableFuture<Long>> written = new ArrayList<>();
        records = 0;
        try {
            ObjectNode put = json.createObjectNode();
            int bytes = 0;
            for (Map.Entry<String, ?> entity : everything.entrySet()) {
                JsonNode value = json.valueToTree(entity.getValue());
                put.set(entity.getKey(), value);
                bytes += value.toString().length();
                if (bytes < CHUNK_BYTES) continue;
                written.add(write(put));
                put = json.createObjectNode();
                bytes = 0;
            }
            written.add(write(put));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
                .thenCompose(durable -> written.getFirst());
    }

    private CompletableFuture<Long> write(ObjectNode put) throws JsonProcessingException {
        ObjectNode chunk = json.createObjectNode().put("events", events);
        chunk.set("put", put);
        records++;
        return journal.append(json.writeValueAsBytes(chunk)).toCompletableFuture();
    }

    /** Lets go of what a rewrite has made superfluous. Blocks. */
    void dropBefore(long position) throws IOException {
        journal.dropBefore(position);
    }

    /**
     * Keeps the journal short while we run.
     *
     * @param everything all entities by key
     * @param drops where to block
     */
    void tidy(Supplier<Map<String, Object>> everything, Workers drops) {
        if (!isLong()) return;
        rewrite(everything.get()).whenComplete((position, failure) -> {
            if (failure != null) log.warn("cannot write the state of alerts anew: {}", failure.getMessage());
            else drops.call(() -> drop(position)).onFailure(e -> log.warn("cannot drop old steps: {}", e.getMessage()));
        });
    }

    private Long drop(long position) throws IOException {
        dropBefore(position);
        return position;
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
