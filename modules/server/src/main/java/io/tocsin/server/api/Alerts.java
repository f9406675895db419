package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts as the API needs them. */
public interface Alerts {
    /** What began and ended lately, newest first. */
    Future<List<Happened>> history(int limit);

    /** What is known now. */
    Future<List<Alert>> current();

    /**
     * One alert that began or ended.
     *
     * @param firing whether it began
     * @param at when we noticed, by our clock
     * @param eventTime the time of the newest event that we had seen by then; null for alerts from elsewhere
     */
    record Happened(
            Alert alert,
            boolean firing,
            Instant at,
            @Nullable Instant eventTime) {}
}
