package io.tocsin.server;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one step of the alert loop changes and wants done; it becomes one record of the journal. Used once. */
final class Turn {
    /** The kind under which entities of routing are kept. */
    static final String ROUTING = "routing";

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    private final Instant now;
    private final Map<String, Object> put = new LinkedHashMap<>();
    private final Set<String> forget = new LinkedHashSet<>();
    private final List<Outgoing> sends = new ArrayList<>();
    private final Deque<Outgoing> settled = new ArrayDeque<>();
    private long events = -1;
    private @Nullable String rejected;
    private @Nullable RuntimeException bug;

    Turn(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void put(String kind, String id, Object entity) {
        write(key(kind, id), entity);
    }

    void forget(String kind, String id) {
        write(key(kind, id), null);
    }

    static String key(String kind, String id) {
        return kind + "/" + id;
    }

    /** What is known of an entity from now on; null for nothing. The last word counts. */
    void write(String key, @Nullable Object entity) {
        if (entity == null) {
            put.remove(key);
            forget.add(key);
        } else {
            forget.remove(key);
            put.put(key, entity);
        }
    }

    /** Marks events up to a position of their journal as heard. */
    void heard(long position) {
        events = Math.max(events, position);
    }

    /** To be sent once this step is durable. */
    void send(Outgoing outgoing) {
        sends.add(outgoing);
    }

    List<Outgoing> sends() {
        return sends;
    }

    /** A message has just come to its end, and the escalation may have to hear of it. */
    void settled(Outgoing outgoing) {
        settled.add(outgoing);
    }

    /** The next message that came to its end in this step, or null. */
    @Nullable
    Outgoing nextSettled() {
        return settled.poll();
    }

    void reject(String reason) {
        rejected = reason;
    }

    @Nullable
    String rejected() {
        return rejected;
    }

    /** Does one part of this step; when it throws, by our own fault, the other parts have their turn all the same. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            log.error("bug in a step of the alert loop", e);
            if (bug == null) bug = e;
        }
    }

    /** The first thing that went wrong by our own fault, or null. */
    @Nullable
    RuntimeException bug() {
        return bug;
    }

    boolean changesNothing() {
        return put.isEmpty() && forget.isEmpty() && events < 0;
    }

    /** The entities that this step changes or takes away. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(put.keySet());
        keys.addAll(forget);
        return keys;
    }

    AlertLog.Entry entry() {
        return new AlertLog.Entry(now, put, List.copyOf(forget), events);
    }
}
