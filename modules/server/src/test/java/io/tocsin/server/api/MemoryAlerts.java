package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the test says has happened. */
final class MemoryAlerts implements Alerts {
    final List<Happened> happened = new CopyOnWriteArrayList<>();

    @Override
    public Future<List<Happened>> history(int limit) {
        return Future.succeededFuture(happened.stream().limit(limit).toList());
    }

    @Override
    public Future<List<Alert>> current() {
        return Future.succeededFuture(List.of());
    }
}
