package io.tocsin.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded line in which clients take turns, whatever the number of things that each of them wants. Counts what is under way
 * as well as what waits: somebody slow cannot hold everything. Pure; not thread-safe.
 */
final class FairQueue<T> {
    private final int places;
    private final int placesOfOne;
    private final int atOnceOfOne;

    /** The client whose turn is next comes first; one that has nothing here is not in it. */
    private final Map<String, Line<T>> lines = new LinkedHashMap<>();

    private int taken;
    private int waiting;

    /**
     * An empty queue.
     *
     * @param places how much may wait or be under way in all
     * @param placesOfOne how much of that one client may have
     * @param atOnceOfOne how much of one client may be under way at the same time
     */
    FairQueue(int places, int placesOfOne, int atOnceOfOne) {
        this.places = places;
        this.placesOfOne = placesOfOne;
        this.atOnceOfOne = atOnceOfOne;
    }

    /** What became of something offered. */
    enum Answer {
        TAKEN,
        /** No place is left for anybody. */
        FULL,
        /** This client has its share; others may still come. */
        SHARE_USED
    }

    /** What is next, and whose it is. */
    record Turn<T>(String client, T work) {}

    Answer offer(String client, T work) {
        if (taken >= places) return Answer.FULL;
        Line<T> line = lines.get(client);
        if (line != null && line.size() >= placesOfOne) return Answer.SHARE_USED;
        lines.computeIfAbsent(client, key -> new Line<>()).waiting.add(work);
        taken++;
        waiting++;
        return Answer.TAKEN;
    }

    /** The next in turn, which is under way from now on; null when nobody may go now. */
    @Nullable
    Turn<T> poll() {
        Iterator<Map.Entry<String, Line<T>>> each = lines.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<String, Line<T>> entry = each.next();
            Line<T> line = entry.getValue();
            if (line.waiting.isEmpty() || line.underWay >= atOnceOfOne) continue;
            each.remove();
            lines.put(entry.getKey(), line);
            line.underWay++;
            waiting--;
            return new Turn<>(entry.getKey(), line.waiting.remove());
        }
        return null;
    }

    /** Something of this client that was under way is done. */
    void done(String client) {
        Line<T> line = lines.get(client);
        if (line == null || line.underWay == 0) throw new IllegalStateException("nothing of '" + client + "' runs");
        line.underWay--;
        taken--;
        if (line.size() == 0) lines.remove(client);
    }

    /** How much waits, of all clients. */
    int waiting() {
        return waiting;
    }

    private static final class Line<T> {
        private final Deque<T> waiting = new ArrayDeque<>();
        private int underWay;

        int size() {
            return waiting.size() + underWay;
        }
    }
}
