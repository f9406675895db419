package io.tocsin.server;

import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaStatus;
import io.tocsin.server.api.HealthHandler.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code /-/ready} tells. */
final class Checks {
    private final Storage storage;
    private final SelfWatching watching;
    private final @Nullable KafkaIntake kafka;

    Checks(Storage storage, SelfWatching watching, @Nullable KafkaIntake kafka) {
        this.storage = storage;
        this.watching = watching;
        this.kafka = kafka;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(storage.checks());
        checks.add(watching.check());
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
