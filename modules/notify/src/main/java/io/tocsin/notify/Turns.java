package io.tocsin.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** So many at a time for each host; the others wait for their turn, in order. May be used from any thread. */
final class Turns {
    private final Vertx vertx;
    private final int limit;
    private final Duration patience;
    private final Map<String, Lane> lanes = new HashMap<>();

    private static final class Lane {
        private int active;
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    }

    Turns(Vertx vertx, int limit, Duration patience) {
        this.vertx = vertx;
        this.limit = limit;
        this.patience = patience;
    }

    /** Fails when the turn does not come in time; after success {@link #done} must follow. */
    Future<Void> take(String host) {
        Promise<Void> turn = Promise.promise();
        synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(host, key -> new Lane());
            if (lane.active < limit) {
                lane.active++;
                return Future.succeededFuture();
            }
            lane.waiting.add(turn);
        }
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> giveUp(host, turn));
        return turn.future().onSuccess(granted -> vertx.cancelTimer(timer));
    }

    void done(String host) {
        Promise<Void> next;
        do {
            next = leave(host);
        } while (next != null && !next.tryComplete());
    }

    /** The turn passes to whoever waits longest, else it is given back. */
    private @Nullable Promise<Void> leave(String host) {
        synchronized (lanes) {
            Lane lane = lanes.get(host);
            if (lane == null) return null;
            Promise<Void> next = lane.waiting.poll();
            if (next == null && --lane.active == 0) lanes.remove(host);
            return next;
        }
    }

    private void giveUp(String host, Promise<Void> turn) {
        synchronized (lanes) {
            Lane lane = lanes.get(host);
            if (lane != null) lane.waiting.remove(turn);
        }
        turn.tryFail("all " + limit + " connections to this host are in use");
    }
}
