package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaPorts;
import io.tocsin.ingest.KafkaSettings;
import io.tocsin.server.config.Settings.KafkaInput;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The way in from Kafka, where one is configured. */
final class KafkaInputs {
    private KafkaInputs() {}

    /** Starts it; null when nothing is configured. */
    static @Nullable KafkaIntake start(
            @Nullable KafkaInput input, KafkaPorts ports, Vertx vertx, Metrics metrics, Teardown teardown) {
        if (input == null) return null;
        KafkaIntake intake = new KafkaIntake(
                new KafkaSettings(input.bootstrapServers(), input.topics(), input.group(), input.properties()), ports);
        String deployed = vertx.deployVerticle(intake).await();
        teardown.push("kafka", () -> vertx.undeploy(deployed).await());
        metrics.gauge(
                "tocsin.kafka.connected",
                "1 while a broker of Kafka answers",
                Tags.empty(),
                () -> intake.status().connected() ? 1 : 0);
        return intake;
    }
}
