package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * One poll's worth of records, decoded once and kept by partition: each is stored by itself, and what is not stored yet can be
 * sent again with some taken away.
 */
record KafkaBatch(List<Part> parts) {
    private static final String SOURCE = "kafka";

    /**
     * The records of one partition.
     *
     * @param first the offset of the first of them
     * @param next the offset after the last of them
     */
    record Part(
            TopicPartition partition,
            long first,
            long next,
            List<LogEvent> events,
            int rejected,
            int masked,
            int bytes) {
        /**
         * A partition is a source of its own: in order by itself, and ahead of its neighbours by any amount while a backlog
         * is read, which must not make the neighbours' events late.
         */
        Intake intake() {
            return new Intake(SOURCE + ":" + partition, Map.of(partition.toString(), next), events);
        }

        void count(IntakeMetrics metrics) {
            metrics.bytes(SOURCE, bytes);
            metrics.accepted(SOURCE, events.size() - rejected);
            if (masked > 0) metrics.masked(SOURCE, masked);
            if (rejected > 0) metrics.rejected(SOURCE, Refusal.UNREADABLE_RECORD, rejected);
        }
    }

    static KafkaBatch of(ConsumerRecords<byte[], byte[]> records, BodyDecoder decoder, Instant receivedAt) {
        return new KafkaBatch(records.partitions().stream()
                .map(partition -> part(partition, records.records(partition), decoder, receivedAt))
                .toList());
    }

    private static Part part(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            BodyDecoder decoder,
            Instant receivedAt) {
        List<LogEvent> events = new ArrayList<>();
        int rejected = 0;
        int masked = 0;
        int bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] value = record.value();
            // A tombstone: compaction's way to delete, and no log line.
            if (value == null) continue;
            Decoded decoded = decoder.decodeOrKeep(value, receivedAt);
            events.addAll(decoded.events());
            rejected += decoded.rejects().size();
            masked += decoded.masked();
            bytes += value.length;
        }
        long first = records.getFirst().offset();
        return new Part(partition, first, records.getLast().offset() + 1, events, rejected, masked, bytes);
    }

    /** What is left after the first partition. */
    KafkaBatch rest() {
        return new KafkaBatch(parts.subList(1, parts.size()));
    }

    KafkaBatch without(Set<TopicPartition> partitions) {
        return new KafkaBatch(parts.stream()
                .filter(part -> !partitions.contains(part.partition))
                .toList());
    }
}
