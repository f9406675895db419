package io.tocsin.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.journal.Journal;
import io.tocsin.model.UtcTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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

    private static final ObjectMapper JSON = StateJson.mapper();

    private final Journal journal;
    private long records;
    private long events = -1;

    AlertLog(Journal journal) {
        this.journal = journal;
    }

    /** Writes a step; completes on the journal's thread once it is durable, and fails when it cannot be. */
    CompletionStage<Long> append(Entry entry) {
        return append(entry, bytes -> journal.append(bytes.array(), bytes.size(), position -> {}));
    }

    /** The same for a step that nothing waits for; see {@link Journal#appendSoon}. */
    CompletionStage<Long> appendSoon(Entry entry) {
        return append(entry, bytes -> journal.appendSoon(bytes.toByteArray()));
    }

    private CompletionStage<Long> append(Entry entry, Function<Bytes, CompletionStage<Long>> way) {
        records++;
        events = Math.max(events, entry.events());
        try {
            return way.apply(written(entry));
        } catch (IOException | IllegalArgumentException e) {
            // The caller acts either way: what cannot be written must not silence a page.
            return CompletableFuture.failedStage(new IOException("cannot write a step as JSON: " + e.getMessage(), e));
        }
    }

    /** The record of a step, as {@link AlertMemory} reads it. */
    static byte[] bytes(Entry entry) throws IOException {
        return written(entry).toByteArray();
    }

    private static Bytes written(Entry entry) throws IOException {
        Bytes bytes = new Bytes(entry.put().size());
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("at", UtcTime.text(entry.at()));
            if (entry.events() >= 0) out.writeNumberField("events", entry.events());
            out.writeObjectFieldStart("put");
            for (Map.Entry<String, ?> entity : entry.put().entrySet()) {
                out.writeFieldName(entity.getKey());
                JSON.writeValue(out, entity.getValue());
            }
            out.writeEndObject();
            if (!entry.forget().isEmpty()) out.writePOJOField("forget", entry.forget());
            out.writeEndObject();
        }
        return bytes;
    }

    /** Large enough from the beginning for what most entities need, and handed over without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        /** An alert with seven labels and two texts. */
        private static final int USUAL_ENTITY = 640;

        Bytes(int entities) {
            super(64 + entities * USUAL_ENTITY);
        }

        byte[] array() {
            return buf;
        }
    }

    /** Reads everything back. */
    AlertMemory load() throws IOException {
        AlertMemory memory = new AlertMemory();
        journal.replay(journal.firstPosition(), (position, record) -> memory.hear(record));
        records = memory.records();
        events = memory.events();
        if (isLong()) compact(memory.entities());
        return memory;
    }

    private void compact(Map<String, JsonNode> entities) throws IOException {
        try {
            dropBefore(rewrite(entities, Instant.EPOCH).toCompletableFuture().join());
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
    CompletionStage<Long> rewrite(Map<String, ?> everything, Instant at) {
        List<CompletableFuture<Long>> written = new ArrayList<>();
        records = 0;
        try {
            Map<String, Object> chunk = new LinkedHashMap<>();
            int bytes = 0;
            for (Map.Entry<String, ?> entity : everything.entrySet()) {
                chunk.put(entity.getKey(), entity.getValue());
                bytes += JSON.writeValueAsBytes(entity.getValue()).length;
                if (bytes < CHUNK_BYTES) continue;
                written.add(write(chunk, at));
                chunk = new LinkedHashMap<>();
                bytes = 0;
            }
            written.add(write(chunk, at));
        } catch (IOException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
                .thenCompose(durable -> written.getFirst());
    }

    private CompletableFuture<Long> write(Map<String, Object> chunk, Instant at) throws IOException {
        records++;
        return journal.append(bytes(new Entry(at, chunk, List.of(), events))).toCompletableFuture();
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
    void tidy(Supplier<Map<String, Object>> everything, Instant now, Workers drops) {
        if (!isLong()) return;
        rewrite(everything.get(), now).whenComplete((position, failure) -> {
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
}
