package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.ShareUsedException;
import io.tocsin.server.api.Tails.Ear;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Shows durable events to everybody who watches the stream. Whoever reads too slowly misses events and is told how many; it
 * delays nobody. Lives on one loop.
 */
final class TailDesk {
    /** Each takes part in every event; people watch, programs should search. */
    static final int LISTENERS_MAX = 32;

    /** A few windows of one person. */
    static final int LISTENERS_OF_ONE_MAX = 8;

    /** On their way to one listener: more than a second of what a person could look at. */
    static final int UNDER_WAY_MAX = 1_000;

    /** The same as memory; one event may be larger. */
    static final long BYTES_UNDER_WAY_MAX = 1L << 20;

    private final Consumer<Runnable> home;
    private final Set<Listener> listeners = new LinkedHashSet<>();

    /**
     * A desk to which nobody listens.
     *
     * @param home runs work on the loop of this desk, from any thread
     */
    TailDesk(Consumer<Runnable> home) {
        this.home = home;
    }

    /** Somebody who listens. */
    final class Listener {
        private final String client;
        private final Query query;
        private final Ear ear;
        private int underWay;
        private long bytesUnderWay;
        private long dropped;

        private Listener(String client, Query query, Ear ear) {
            this.client = client;
            this.query = query;
            this.ear = ear;
        }

        private void see(List<LogEvent> events) {
            List<LogEvent> heard = new ArrayList<>();
            long bytes = 0;
            for (LogEvent event : events) {
                if (!query.matches(event)) continue;
                int size = event.json().length;
                // A gap is told before what comes behind it, so nothing follows within the same batch.
                if (dropped == 0 && hasRoom(heard.size(), bytes, size)) {
                    heard.add(event);
                    bytes += size;
                } else {
                    dropped++;
                }
            }
            if (!heard.isEmpty()) tell(heard, bytes, 0);
            else catchUp();
        }

        private boolean hasRoom(int events, long bytes, int size) {
            if (underWay + events == 0) return true;
            return underWay + events < UNDER_WAY_MAX && bytesUnderWay + bytes + size <= BYTES_UNDER_WAY_MAX;
        }

        /** A gap is told once there is room again; only then do events go on. */
        private void catchUp() {
            if (dropped == 0 || underWay > UNDER_WAY_MAX / 2) return;
            long gap = dropped;
            dropped = 0;
            tell(List.of(), 0, gap);
        }

        private void tell(List<LogEvent> heard, long bytes, long gap) {
            underWay += heard.size();
            bytesUnderWay += bytes;
            ear.hear(heard, gap)
                    .onSuccess(sent -> home.accept(() -> {
                        underWay -= heard.size();
                        bytesUnderWay -= bytes;
                        catchUp();
                    }))
                    .onFailure(left -> home.accept(() -> remove(this)));
        }
    }

    /**
     * Lets somebody listen from now on.
     *
     * @throws BusyException when too many do
     * @throws ShareUsedException when too many of this client do
     */
    Listener add(String client, Query query, Ear ear) {
        if (listeners.size() >= LISTENERS_MAX)
            throw new BusyException("cannot tail now: " + LISTENERS_MAX + " listen already");
        long own = listeners.stream().filter(each -> each.client.equals(client)).count();
        if (own >= LISTENERS_OF_ONE_MAX)
            throw new ShareUsedException("cannot tail once more: " + LISTENERS_OF_ONE_MAX + " of yours listen already");
        Listener listener = new Listener(client, query, ear);
        listeners.add(listener);
        return listener;
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** Events that have just become durable, in the order of the journal. */
    void seen(List<LogEvent> events) {
        for (Listener listener : List.copyOf(listeners)) listener.see(events);
    }

    /** So many events were not even looked at: nobody knows who would have wanted them, so all are told. */
    void missed(long events) {
        for (Listener listener : List.copyOf(listeners)) {
            listener.dropped += events;
            listener.catchUp();
        }
    }

    int listeners() {
        return listeners.size();
    }

    void stop() {
        for (Listener listener : List.copyOf(listeners)) listener.ear.over();
        listeners.clear();
    }
}
