package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** One poll's worth of records, decoded once and kept by partition, so that it can be sent again with some taken away. */
record KafkaBatch(List<Part> parts, int bytes) {
    static final String SOURCE = "kafka";

    /**
     * The records of one partition.
     *
     * @param first the offset of the first of them
     * @param next the offset after the last of them
     */
    record Part(TopicPartition partition, long first, long next, List<LogEvent> events, int rejected) {}

    static KafkaBatch of(ConsumerRecords<byte[], byte[]> records, BodyDecoder decoder, Instant receivedAt) {
        List<Part> parts = new ArrayList<>();
        int bytes = 0;
        for (TopicPartition partition : records.partitions()) {
            List<LogEvent> events = new ArrayList<>();
            int rejected = 0;
            long first = records.records(partition).getFirst().offset();
            long next = first;
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                next = record.offset() + 1;
                byte[] value = record.value();
                // A tombstone: compaction's way to delete, and no log line.
                if (value == null) continue;
                Decoded decoded = decoder.decodeOrKeep(value, receivedAt);
                events.addAll(decoded.events());
                rejected += decoded.rejects().size();
                bytes += value.length;
            }
            parts.add(new Part(partition, first, next, events, rejected));
        }
        return new KafkaBatch(parts, bytes);
    }

    Intake intake() {
        Map<String, Long> offsets = new LinkedHashMap<>();
        List<LogEvent> events = new ArrayList<>();
        for (Part part : parts) {
            offsets.put(part.partition.toString(), part.next);
            events.addAll(part.events);
        }
        return new Intake(SOURCE, offsets, events);
    }

    KafkaBatch without(Set<TopicPartition> partitions) {
        return new KafkaBatch(
                parts.stream()
                        .filter(part -> !partitions.contains(part.partition))
                        .toList(),
                bytes);
    }

    void count(IntakeMetrics metrics) {
        int rejected = parts.stream().mapToInt(Part::rejected).sum();
        int events = parts.stream().mapToInt(part -> part.events.size()).sum();
        metrics.bytes(SOURCE, bytes);
        metrics.accepted(SOURCE, events - rejected);
        if (rejected > 0) metrics.rejected(SOURCE, Refusal.UNREADABLE_RECORD, rejected);
    }
}
