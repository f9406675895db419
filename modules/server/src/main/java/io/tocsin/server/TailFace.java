package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.server.api.Tails;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tail desk as others see it. Those who accept events hand them over here and go on: it costs one look while nobody
 * listens, and what does not fit into a bounded line is counted and let go.
 */
final class TailFace implements Tails {
    /** What waits for the desk: half a second of a flood, and little memory. */
    private static final long BYTES_WAITING_MAX = 16L << 20;

    private final Loop loop;
    private final TailDesk desk;
    private final AtomicLong bytesWaiting = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    /** Written on the loop, read by everybody. */
    private volatile int listening;

    TailFace(Loop loop) {
        this.loop = loop;
        this.desk = new TailDesk(loop::tell);
    }

    @Override
    public Future<Listening> listen(String client, Query query, Ear ear) {
        return loop.call(() -> {
            try {
                TailDesk.Listener listener = desk.add(client, query, ear);
                listening = desk.listeners();
                return Future.succeededFuture(() -> loop.tell(() -> {
                    desk.remove(listener);
                    listening = desk.listeners();
                }));
            } catch (RuntimeException e) {
                return Future.failedFuture(e);
            }
        });
    }

    /** Events that have just become durable; never waits and never refuses. */
    void stored(List<LogEvent> events) {
        if (listening == 0) return;
        long bytes = 0;
        for (LogEvent event : events) bytes += event.json().length;
        if (bytesWaiting.get() > BYTES_WAITING_MAX) {
            missed.addAndGet(events.size());
            return;
        }
        bytesWaiting.addAndGet(bytes);
        long size = bytes;
        loop.tell(() -> {
            bytesWaiting.addAndGet(-size);
            long gap = missed.getAndSet(0);
            if (gap > 0) desk.missed(gap);
            desk.seen(events);
            listening = desk.listeners();
        });
    }

    int listeners() {
        return listening;
    }

    Future<Void> stop() {
        return loop.call(() -> {
            desk.stop();
            listening = 0;
            return Future.succeededFuture();
        });
    }
}
