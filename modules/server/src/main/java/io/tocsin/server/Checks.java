package io.tocsin.server;

import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaStatus;
import io.tocsin.server.api.HealthHandler.Check;
import io.tocsin.store.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code /-/ready} tells. */
final class Checks {
    private final EventLog events;
    private final Indexer indexer;
    private final @Nullable KafkaIntake kafka;

    Checks(EventLog events, Indexer indexer, @Nullable KafkaIntake kafka) {
        this.events = events;
        this.indexer = indexer;
        this.kafka = kafka;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        int damaged = events.damages().size();
        checks.add(new Check(
                "journal",
                damaged == 0,
                false,
                damaged == 0
                        ? events.stats().waitingRecords() + " batches wait"
                        : events.damages().toString()));
        String index = indexer.broken()
                ? "stands still: restart once the disk is well"
                : indexer.waitingEvents() + " events wait";
        checks.add(new Check("index", !indexer.broken(), false, index));
        if (kafka != null) checks.add(kafka(kafka.status()));
        return checks;
    }

    /** Logs over HTTP and pages do not need Kafka: without it the server is ready, and says what is missing. */
    private static Check kafka(KafkaStatus status) {
        String detail = status.connected()
                ? "connected since " + status.since() + ", partitions " + status.assigned()
                : "not connected since " + status.since() + ": " + status.lastError();
        return new Check("kafka", status.connected(), false, detail);
    }
}
