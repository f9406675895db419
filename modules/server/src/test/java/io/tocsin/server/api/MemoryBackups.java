package io.tocsin.server.api;

import io.tocsin.server.api.Custody.Order;
import io.tocsin.store.BackupResult;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers which backups were ordered. */
final class MemoryBackups implements Backups {
    /** What was ordered. */
    record Made(Order order, Path target, int keep) {}

    final List<Made> made = new CopyOnWriteArrayList<>();
    volatile @Nullable Throwable failure;

    @Override
    public Future<BackupResult> backup(Order order, Path target, int keep) {
        Throwable cause = failure;
        if (cause != null) return Future.failedFuture(cause);
        made.add(new Made(order, target, keep));
        return Future.succeededFuture(new BackupResult(made.size(), 12, 3_400, 2, 500));
    }

    @Override
    public Future<List<Long>> backups(Path target) {
        return Future.succeededFuture(List.of(1L, 2L));
    }
}
