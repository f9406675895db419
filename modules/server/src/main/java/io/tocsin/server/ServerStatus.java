package io.tocsin.server;

import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaStatus;
import io.tocsin.store.EventStore;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/v1/status} tells. */
final class ServerStatus {
    private final EventStore store;
    private final @Nullable KafkaIntake kafka;
    private final InstantSource clock;
    private final Instant startedAt;

    ServerStatus(EventStore store, @Nullable KafkaIntake kafka, InstantSource clock) {
        this.store = store;
        this.kafka = kafka;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    JsonObject json() {
        return new JsonObject()
                .put("version", Release.VERSION)
                .put("started_at", startedAt.toString())
                .put("uptime_s", Duration.between(startedAt, clock.instant()).toSeconds())
                .put("events", store.count())
                .put("kafka", kafka == null ? null : kafka(kafka.status()));
    }

    private static JsonObject kafka(KafkaStatus status) {
        JsonObject lag = new JsonObject();
        status.lag().forEach(lag::put);
        return new JsonObject()
                .put("connected", status.connected())
                .put("since", status.since().toString())
                .put("lag", lag)
                .put("last_error", status.lastError());
    }
}
