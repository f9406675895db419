package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects the decisions of one call of the engine. */
final class Outbox {
    private List<Firing> decisions = new ArrayList<>();
    private final Requests requests = new Requests();
    private List<LogEvent> recorded = new ArrayList<>();
    private long newest;

    /** Sets the newest event time, the time of every decision until the next call. */
    void now(long newest) {
        this.newest = newest;
    }

    Instant eventTime() {
        return Instant.ofEpochMilli(newest);
    }

    void fired(Alert alert) {
        decisions.add(new Firing.Fired(requests.named(alert), eventTime()));
    }

    void updated(Alert alert) {
        decisions.add(new Firing.Updated(requests.named(alert), eventTime()));
    }

    void resolved(Alert alert) {
        decisions.add(new Firing.Resolved(alert, eventTime()));
    }

    /** A rule took an event: it may be evidence. */
    void took(LogEvent event) {
        requests.took(event);
    }

    void recorded(LogEvent event) {
        recorded.add(event);
    }

    /** What {@code record:} rules made since the last call, for the caller to keep. */
    List<LogEvent> takeRecorded() {
        List<LogEvent> taken = recorded;
        recorded = new ArrayList<>();
        return taken;
    }

    /** What was decided since the last call; costs nothing in the usual case of no decision. */
    List<Firing> take() {
        if (decisions.isEmpty()) return List.of();
        List<Firing> taken = List.copyOf(decisions);
        decisions = new ArrayList<>();
        return taken;
    }
}
