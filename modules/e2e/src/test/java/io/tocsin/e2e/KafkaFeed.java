package io.tocsin.e2e;

import io.tocsin.testkit.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A service that ships its logs to Kafka, one line a record. */
final class KafkaFeed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    KafkaFeed(EmbeddedKafka kafka, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Lines with the same key stay in order: they share a partition. */
    record Line(@Nullable String key, String text) {}

    /** Returns once the broker has all of them. */
    void send(List<Line> lines) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Line line : lines) sent.add(producer.send(new ProducerRecord<>(topic, bytes(line.key), bytes(line.text))));
        try {
            for (Future<RecordMetadata> each : sent) each.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot send to kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to kafka", e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
