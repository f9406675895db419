package io.tocsin.server.api;

import io.tocsin.model.Severity;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One heartbeat, {@code backup}, in memory. */
final class MemoryHeartbeats implements Heartbeating {
    private static final Heartbeat BACKUP =
            new Heartbeat("backup", Duration.ofDays(1), Duration.ofHours(1), Severity.HIGH, Map.of("team", "data"), "");

    private volatile @Nullable Instant last;

    private View view() {
        Instant from = last == null ? MemoryIncidents.NOW.minusSeconds(1) : last.plus(Duration.ofHours(25));
        return new View(BACKUP, last, from, from.isBefore(MemoryIncidents.NOW));
    }

    @Override
    public Future<List<View>> list() {
        return Future.succeededFuture(List.of(view()));
    }

    @Override
    public Future<View> show(String name) {
        if (!name.equals("backup")) return Future.failedFuture(new NoSuchHeartbeatException(name, List.of("backup")));
        return Future.succeededFuture(view());
    }

    @Override
    public Future<View> beat(String name) {
        if (name.equals("backup")) last = MemoryIncidents.NOW;
        return show(name);
    }
}
