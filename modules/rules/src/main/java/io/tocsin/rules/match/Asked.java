package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event that is asked now, and what has been found out about it: answers to shared conditions, which queries were asked,
 * which it meets. One object for all events; a number that grows makes the notes of earlier ones void.
 */
final class Asked {
    private static final LogEvent NONE =
            new LogEvent(0, Instant.EPOCH, Instant.EPOCH, new byte[0], Fields.EMPTY, List.of());

    private static final byte[] UNKNOWN = {};

    private final long[] answers;
    private final long[] candidates;
    private int[] met = new int[16];
    private int count;
    private LogEvent event = NONE;
    private FieldPlaces places = FieldPlaces.NOWHERE;
    private byte[] known = UNKNOWN;
    private long serial;

    Asked(int leaves, int queries) {
        answers = new long[leaves];
        candidates = new long[queries];
    }

    void begin(LogEvent next) {
        event = next;
        places = FieldPlaces.NOWHERE;
        known = UNKNOWN;
        serial++;
        count = 0;
    }

    /** Lets the event go. */
    void end() {
        event = NONE;
    }

    LogEvent event() {
        return event;
    }

    /** Says where its fields are. */
    void in(FieldPlaces where) {
        places = where;
    }

    /** Says what the kind of event decides: an {@link Answer} for each of the first conditions. */
    void knowing(byte[] answered) {
        known = answered;
    }

    /** Where a field is; null when that is not known. */
    int @Nullable [] places(int field) {
        return places.of(field);
    }

    /** What is known of a condition beforehand. */
    byte known(int leaf) {
        return leaf < known.length ? known[leaf] : Answer.UNKNOWN;
    }

    boolean isAnswered(int leaf) {
        return answers[leaf] >> 1 == serial;
    }

    boolean answer(int leaf) {
        return (answers[leaf] & 1) != 0;
    }

    void answer(int leaf, boolean holds) {
        answers[leaf] = (serial << 1) | (holds ? 1 : 0);
    }

    /** Whether this is the first reason to ask a query. */
    boolean isNew(int query) {
        if (candidates[query] == serial) return false;
        candidates[query] = serial;
        return true;
    }

    /** Notes a query that the event meets. */
    void meet(int query) {
        if (count == met.length) met = Arrays.copyOf(met, 2 * count);
        met[count++] = query;
    }

    int count() {
        return count;
    }

    int met(int index) {
        return met[index];
    }
}
