package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Remembers who listens; the test speaks to them. */
final class MemoryTails implements Tails {
    final List<Query> asked = new CopyOnWriteArrayList<>();

    /** Everybody who began to listen, to be waited for. */
    final BlockingQueue<Ear> ears = new LinkedBlockingQueue<>();

    /** Everybody who ended. */
    final BlockingQueue<Ear> ended = new LinkedBlockingQueue<>();

    volatile @Nullable RuntimeException failure;

    @Override
    public Future<Listening> listen(String client, Query query, Ear ear) {
        RuntimeException cause = failure;
        if (cause != null) return Future.failedFuture(cause);
        asked.add(query);
        ears.add(ear);
        return Future.succeededFuture(() -> ended.add(ear));
    }
}
