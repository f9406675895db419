package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.server.api.Alerts.Happened;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which alerts began and ended lately. Owned by the alert loop. */
final class History {
    /** A night of storms; what is older is found among the incidents. */
    private static final int KEPT = 10_000;

    private final Deque<Happened> newestFirst = new ArrayDeque<>();

    /** How foreign alerts were last heard of: other systems say the same again every minute. */
    private final Map<Long, Boolean> foreign = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    void add(Alert alert, boolean firing, Instant at, @Nullable Instant eventTime) {
        newestFirst.addFirst(new Happened(alert, firing, at, eventTime));
        if (newestFirst.size() > KEPT) newestFirst.removeLast();
    }

    /** An alert of another system, which counts only when it was not heard of in this way before. */
    void addNews(Alert alert, boolean firing, Instant at) {
        Boolean before = foreign.put(alert.labels().fingerprint(), firing);
        if (before == null || before != firing) add(alert, firing, at, null);
    }

    List<Happened> newest(int limit) {
        return newestFirst.stream().limit(limit).toList();
    }
}
