package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.tocsin.store.Deletion;
import io.tocsin.store.Hold;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what was ordered. */
final class MemoryCustody implements Custody {
    final List<Order> orders = new CopyOnWriteArrayList<>();
    final List<Deletion> deletions = new CopyOnWriteArrayList<>();
    final List<Hold> holds = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException failure;

    @Override
    public Future<Deletion> delete(Order order, Query query, Instant from, Instant to) {
        RuntimeException cause = failure;
        if (cause != null) return Future.failedFuture(cause);
        orders.add(order);
        deletions.add(new Deletion(
                "del-" + (deletions.size() + 1),
                query,
                from,
                to,
                7,
                MemoryIncidents.NOW,
                order.by(),
                order.reason(),
                false));
        return Future.succeededFuture(deletions.getLast());
    }

    @Override
    public Future<List<Deletion>> deletions() {
        return Future.succeededFuture(deletions);
    }

    @Override
    public Future<Hold> hold(Order order, Instant from, Instant to, @Nullable String keepClass) {
        orders.add(order);
        holds.add(new Hold(
                "hold-" + (holds.size() + 1), from, to, keepClass, MemoryIncidents.NOW, order.by(), order.reason()));
        return Future.succeededFuture(holds.getLast());
    }

    @Override
    public Future<List<Hold>> holds() {
        return Future.succeededFuture(holds);
    }

    @Override
    public Future<Boolean> release(Order order, String id) {
        orders.add(order);
        return Future.succeededFuture(holds.removeIf(hold -> hold.id().equals(id)));
    }

    @Override
    public Future<Audit> audit(int limit) {
        return Future.succeededFuture(new Audit(List.of(new JsonObject().put("n", 1)), 1, null));
    }
}
