package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.tocsin.routing.Status;
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

    /** The same with what holds each of them back and to whom it goes. */
    Future<List<Status.OfAlert>> statuses();

    /** Takes alerts from elsewhere; completes once they are durable. */
    Future<Void> accept(List<Alert> alerts);

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
