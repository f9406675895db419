package io.tocsin.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.net.Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose last request was answered in full, kept for the next request to the same server, but only for a moment:
 * servers close idle connections after seconds, and a request on one that has just been closed looks like a lost answer. A
 * storm of pages goes through a few connections this way instead of one for each. May be used from any thread.
 */
final class KeptConnections {
    /** Well below what servers wait: of those in use the most impatient closes after two seconds. */
    static final Duration IDLE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final long idleMillis;
    private final Map<Key, Deque<Kept>> idle = new HashMap<>();

    /**
     * Whatever must be the same for a connection to be used again.
     *
     * @param name in the certificate
     */
    record Key(HttpClients.Kind kind, Address server, String name, boolean tls) {}

    private record Kept(HttpClientConnection connection, long timer) {}

    KeptConnections(Vertx vertx, Duration idle) {
        this.vertx = vertx;
        this.idleMillis = idle.toMillis();
    }

    /** A connection nobody uses, the one used last; null when there is none. Whoever takes it must keep or close it. */
    @Nullable
    HttpClientConnection take(Key key) {
        Kept taken;
        synchronized (idle) {
            Deque<Kept> same = idle.get(key);
            taken = same == null ? null : same.pollLast();
            if (same != null && same.isEmpty()) idle.remove(key);
        }
        if (taken == null) return null;
        vertx.cancelTimer(taken.timer());
        return taken.connection();
    }

    /** Keeps a connection on which nothing is under way. */
    void keep(Key key, HttpClientConnection connection) {
        long timer = vertx.setTimer(idleMillis, late -> {
            if (forget(key, connection)) connection.close();
        });
        synchronized (idle) {
            idle.computeIfAbsent(key, any -> new ArrayDeque<>()).addLast(new Kept(connection, timer));
        }
        connection.closeHandler(gone -> forget(key, connection));
    }

    private boolean forget(Key key, HttpClientConnection connection) {
        synchronized (idle) {
            Deque<Kept> same = idle.get(key);
            if (same == null || !same.removeIf(kept -> kept.connection() == connection)) return false;
            if (same.isEmpty()) idle.remove(key);
            return true;
        }
    }

    Future<Void> close() {
        synchronized (idle) {
            Future<Void> all = Future.join(idle.values().stream()
                            .flatMap(Deque::stream)
                            .map(kept -> kept.connection().close())
                            .toList())
                    .mapEmpty();
            idle.clear();
            return all;
        }
    }
}
