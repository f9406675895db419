package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a partition that lie in no block yet. One thread adds; any thread reads those before {@link #count}, which
 * never change.
 */
final class OpenEvents {
    private LogEvent[] events;
    private final long[] positions;
    private final int[] places;
    private long bytes;
    /** Written last: what it counts is there to be seen. */
    private volatile int count;

    OpenEvents(int capacity) {
        this.events = new LogEvent[Math.min(capacity, 64)];
        this.positions = new long[capacity];
        this.places = new int[capacity];
    }

    /** Takes the event at a place of the batch at a journal position. */
    void add(LogEvent event, long position, int place) {
        int at = count;
        // Growing makes a new array: whoever reads the old one misses nothing of what was counted when it looked.
        if (at == events.length) events = Arrays.copyOf(events, Math.min(2 * at, positions.length));
        events[at] = event;
        positions[at] = position;
        places[at] = place;
        bytes += event.json().length;
        count = at + 1;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == positions.length;
    }

    /** Bytes of JSON held. For the thread that adds. */
    long bytes() {
        return bytes;
    }

    /** The first so many events; ask {@link #count} first. */
    List<LogEvent> first(int many) {
        return Arrays.asList(events).subList(0, many);
    }

    /** Journal position of the oldest. For the thread that adds. */
    long firstPosition() {
        return positions[0];
    }

    long lastPosition() {
        return positions[count - 1];
    }

    int lastPlace() {
        return places[count - 1];
    }
}
