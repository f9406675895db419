package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.store.EventStore;

/** What waits where, for dashboards. */
final class Gauges {
    private Gauges() {}

    static void bind(
            Metrics metrics, EventStore store, Indexer indexer, Backlog backlog, Workers searchers, Loop... loops) {
        for (Loop loop : loops) {
            metrics.gauge("tocsin.queue.depth", "Tasks that wait", Tags.of("queue", loop.name()), loop::waiting);
        }
        metrics.gauge("tocsin.queue.depth", "Tasks that wait", Tags.of("queue", "search"), searchers::waiting);
        metrics.gauge(
                "tocsin.index.lag.events", "Durable and not yet to be found", Tags.empty(), indexer::waitingEvents);
        metrics.gauge("tocsin.backlog.bytes", "Memory of events under way, roughly", Tags.empty(), backlog::bytes);
        metrics.gauge("tocsin.events.stored", "Events in the index", Tags.empty(), store::count);
    }
}
