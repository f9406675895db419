package io.tocsin.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's consumer, reading on from where the journal stands. What must happen inside a poll happens here, because Vert.x
 * tells its handlers of a rebalance only after the poll that may already carry records from the wrong place: on assignment
 * it seeks to the journal's offset, on revocation it waits for the batch in flight and commits what is stored, so that the
 * next owner starts exactly there. Everything but what is marked runs on the one thread that Vert.x polls on.
 */
class JournalledConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(JournalledConsumer.class);

    /** Longer than any healthy fsync, shorter than what a group tolerates of a member that rebalances (5 minutes). */
    private static final Duration WAIT_FOR_BATCH = Duration.ofSeconds(10);

    private static final Duration WAIT_FOR_BROKER = Duration.ofSeconds(3);

    private final Function<String, @Nullable Long> journal;
    private final Function<Set<TopicPartition>, CompletionStage<Void>> release;
    private final Map<TopicPartition, Long> expected = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> uncommitted = new ConcurrentHashMap<>();
    private volatile SortedMap<String, Long> lag = new TreeMap<>();
    private volatile boolean holding;

    /**
     * A consumer that is not subscribed yet.
     *
     * @param release called with partitions that are about to be taken away; completes when no batch of theirs is being
     *     stored any more and none will be
     */
    JournalledConsumer(
            Map<String, Object> properties,
            Function<String, @Nullable Long> journal,
            Function<Set<TopicPartition>, CompletionStage<Void>> release) {
        super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.journal = journal;
        this.release = release;
    }

    /** Polls without fetching while held: the group sees a live member, and no record comes. Any thread. */
    void hold(boolean on) {
        holding = on;
    }

    /** The offset that the next record of a partition must not be below. Any thread. */
    long expected(TopicPartition partition) {
        return expected.getOrDefault(partition, 0L);
    }

    /** Notes what has become durable; Kafka hears of it at the next poll. Any thread. */
    void stored(TopicPartition partition, long next) {
        expected.computeIfPresent(partition, (same, before) -> next);
        uncommitted.put(partition, next);
    }

    /** Records behind the end of each assigned partition, not counting what was polled. Any thread. */
    SortedMap<String, Long> lag() {
        return lag;
    }

    /** Whether a connection to any broker stands. Any thread. */
    boolean connected() {
        return metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Rebalance());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (holding) pause(assignment());
        else if (!paused().isEmpty()) resume(paused());
        Map<TopicPartition, OffsetAndMetadata> offsets = takeUncommitted(assignment());
        if (!offsets.isEmpty()) commitAsync(offsets, JournalledConsumer::committed);
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        noteLag();
        return records;
    }

    /** The wait is bounded, so that a broker that is down does not hold up the end of the process. */
    @Override
    public void close() {
        super.close(CloseOptions.timeout(WAIT_FOR_BROKER));
    }

    private static void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception cause) {
        // Kafka's copy of the offsets is for people who watch the lag; the next commit carries it further.
        if (cause != null) LOG.debug("cannot commit {}", offsets, cause);
    }

    private Map<TopicPartition, OffsetAndMetadata> takeUncommitted(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long next = uncommitted.remove(partition);
            if (next != null) taken.put(partition, new OffsetAndMetadata(next));
        }
        return taken;
    }

    private void noteLag() {
        SortedMap<String, Long> now = new TreeMap<>();
        for (TopicPartition partition : assignment()) {
            now.put(partition.toString(), currentLag(partition).orElse(-1));
        }
        lag = now;
    }

    private void start(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = endsOf(partitions);
        for (TopicPartition partition : partitions) {
            Long next = journal.apply(partition.toString());
            Long end = ends.get(partition);
            if (next != null && end != null && next > end) {
                LOG.warn(
                        "{} ends at {} but the journal stands at {}: it was made anew, reading all of it",
                        partition,
                        end,
                        next);
                seekToBeginning(Set.of(partition));
                next = null;
            } else if (next != null) {
                seek(partition, next);
            }
            expected.put(partition, next == null ? 0 : next);
        }
        if (holding) pause(partitions);
    }

    private Map<TopicPartition, Long> endsOf(Collection<TopicPartition> partitions) {
        try {
            return endOffsets(partitions, WAIT_FOR_BROKER);
        } catch (KafkaException e) {
            // Only a check; the broker that could answer it will also answer a fetch from an offset that is no more.
            LOG.debug("cannot see where {} end", partitions, e);
            return Map.of();
        }
    }

    private void end(Collection<TopicPartition> partitions) {
        try {
            release.apply(Set.copyOf(partitions))
                    .toCompletableFuture()
                    .get(WAIT_FOR_BATCH.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, OffsetAndMetadata> offsets = takeUncommitted(partitions);
            if (!offsets.isEmpty()) commitSync(offsets, WAIT_FOR_BROKER);
        } catch (TimeoutException | ExecutionException | KafkaException e) {
            LOG.warn("cannot hand over {} cleanly, their next owner starts from what its journal knows", partitions, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        partitions.forEach(expected::remove);
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            start(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) end(partitions);
        }

        /** Someone else may own them already: nothing to wait for and nothing to commit. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            var unused = release.apply(Set.copyOf(partitions));
            takeUncommitted(partitions);
            partitions.forEach(expected::remove);
        }
    }
}
