package io.tocsin.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one step of the alert loop changes and wants done; it becomes one record of the journal. Used once. */
final class Turn {
    /** The kind under which entities of routing are kept. */
    static final String ROUTING = "routing";

    private final Instant now;
    private final Map<String, Object> put = new LinkedHashMap<>();
    private final List<String> forget = new ArrayList<>();
    private final List<Outgoing> sends = new ArrayList<>();
    private long events = -1;
    private @Nullable String rejected;

    Turn(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void put(String kind, String id, Object entity) {
        put.put(kind + "/" + id, entity);
    }

    void forget(String kind, String id) {
        put.remove(kind + "/" + id);
        forget.add(kind + "/" + id);
    }

    /** Remembers an entity of routing, which names its keys itself. */
    void putEntity(String key, Object entity) {
        put(ROUTING, key, entity);
    }

    void forgetKey(String key) {
        forget(ROUTING, key);
    }

    /** Marks events up to a position of their journal as heard. */
    void heard(long position) {
        events = Math.max(events, position);
    }

    /** To be sent once this step is durable. */
    void send(Outgoing outgoing) {
        sends.add(outgoing);
    }

    void reject(String reason) {
        rejected = reason;
    }

    @Nullable
    String rejected() {
        return rejected;
    }

    List<Outgoing> sends() {
        return sends;
    }

    boolean changesNothing() {
        return put.isEmpty() && forget.isEmpty() && events < 0;
    }

    AlertLog.Entry entry() {
        return new AlertLog.Entry(now, put, forget, events);
    }
}
