package io.tocsin.ingest;

import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What reading Kafka needs from the rest of the house.
 *
 * @param decoder for the value of each record: an object, an array or lines of objects
 * @param funnel where batches go
 * @param journal the offset to go on from, by {@code topic-partition}, null where the journal knows none. Called on threads
 *     of Kafka's; must know a batch once the funnel has said that it is durable
 * @param clock stamps the arrival
 */
public record KafkaPorts(
        BodyDecoder decoder,
        Funnel funnel,
        Function<String, @Nullable Long> journal,
        IntakeMetrics metrics,
        InstantSource clock) {}
