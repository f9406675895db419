package io.tocsin.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which topics to read.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param group the consumer group; instances that share it share the partitions
 * @param properties of Kafka's consumer as it documents them, over our defaults: TLS, SASL, fetch sizes
 */
public record KafkaSettings(
        String bootstrapServers, List<String> topics, String group, Map<String, String> properties) {
    /** Ours alone: the journal decides where reading goes on, and values are bytes. */
    private static final Set<String> FIXED = Set.of(
            "bootstrap.servers",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "key.deserializer",
            "value.deserializer");

    public KafkaSettings {
        topics = List.copyOf(topics);
        properties = Map.copyOf(properties);
        if (topics.isEmpty()) throw new IllegalArgumentException("cannot read from kafka: no topics are named");
        for (String name : properties.keySet()) {
            if (FIXED.contains(name)) {
                throw new IllegalArgumentException("cannot set the kafka property '" + name + "': it is not free");
            }
        }
    }
}
