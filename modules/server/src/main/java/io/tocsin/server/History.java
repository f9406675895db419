package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.server.api.Alerts.Happened;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which alerts began and ended lately. Owned by the alert loop. */
final class History {
    /** A night of storms; what is older is found among the incidents. */
    private static final int KEPT = 10_000;

    private final Deque<Happened> newestFirst = new ArrayDeque<>();

    void add(Alert alert, boolean firing, Instant at, @Nullable Instant eventTime) {
        newestFirst.addFirst(new Happened(alert, firing, at, eventTime));
        if (newestFirst.size() > KEPT) newestFirst.removeLast();
    }

    List<Happened> newest(int limit) {
        return newestFirst.stream().limit(limit).toList();
    }
}
