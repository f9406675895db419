package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** One producer for each cluster and way to log in; they connect when they are first used. */
final class KafkaProducers {
    /** Those that a changed configuration left behind stay until the end: nobody changes it more often. */
    private final Map<Cluster, KafkaProducer<String, String>> producers = new ConcurrentHashMap<>();

    private static final Duration LAST_RECORDS = Duration.ofSeconds(1);

    private final ChannelSettings settings;

    private record Cluster(String bootstrapServers, Map<String, Secret> properties) {}

    KafkaProducers(ChannelSettings settings) {
        this.settings = settings;
    }

    /** Blocks while it looks up names. */
    KafkaProducer<String, String> of(Destination.KafkaTopic to) {
        return producers.computeIfAbsent(new Cluster(to.bootstrapServers(), to.properties()), this::open);
    }

    private KafkaProducer<String, String> open(Cluster cluster) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "tocsin");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        cluster.properties().forEach((name, value) -> config.put(name, value.reveal()));
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        int connect = (int) settings.connectTimeout().toMillis();
        int answer = (int) settings.answerTimeout().toMillis();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, connect);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(connect, answer));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, answer);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    void close() {
        producers.values().forEach(producer -> producer.close(LAST_RECORDS));
        producers.clear();
    }
}
