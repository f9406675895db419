package io.tocsin.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * One life of a consumer, from subscribing to the first error that it cannot get over by itself. Batches come one at a
 * time; the tap is shut while one is being stored.
 */
final class KafkaSession implements Delivery.Tap {
    /** How long a poll waits: bounds the delay of a commit and of the end. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final Context loop;
    private final KafkaPorts ports;
    private final Consumer<Throwable> noted;
    private final Consumer<Throwable> broken;
    private final Delivery delivery;
    private final JournalledConsumer consumer;
    private final KafkaConsumer<byte[], byte[]> stream;

    /**
     * A session that has not begun.
     *
     * @param noted told of what goes wrong and is tried again
     * @param broken told once that this session is over
     */
    KafkaSession(
            Context loop,
            KafkaSettings settings,
            KafkaPorts ports,
            Consumer<Throwable> noted,
            Consumer<Throwable> broken) {
        this.loop = loop;
        this.ports = ports;
        this.noted = noted;
        this.broken = broken;
        this.delivery = new Delivery(loop, ports.funnel(), this);
        this.consumer = new JournalledConsumer(properties(settings), ports.journal(), this::release);
        this.stream = KafkaConsumer.create(loop.owner(), consumer);
    }

    private static Map<String, Object> properties(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // One poll is one journal batch: as large as the largest body over HTTP.
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Limits.BODY_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // A topic that is made later, or gets more partitions, is seen within this and not only after five minutes.
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putAll(settings.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    void begin(Set<String> topics) {
        stream.exceptionHandler(cause -> loop.runOnContext(here -> broken.accept(cause)));
        stream.batchHandler(records -> {
            try {
                batch(records.records());
            } catch (RuntimeException e) {
                // Vert.x would log it, forget the records and never poll again.
                broken.accept(e);
            }
        });
        stream.pollTimeout(POLL);
        stream.subscribe(topics).onFailure(broken::accept);
    }

    /** Ends after the batch in flight; what was not stored is read again by whoever comes next. */
    Future<Void> close() {
        return stream.close();
    }

    boolean connected() {
        return consumer.connected();
    }

    /** Records not yet stored, by partition; what was polled but is not durable counts as not stored. */
    SortedMap<String, Long> lag() {
        SortedMap<String, Long> lag = new TreeMap<>(consumer.lag());
        delivery.underWay()
                .forEach((partition, more) ->
                        lag.computeIfPresent(partition, (same, behind) -> behind < 0 ? behind : behind + more));
        return lag;
    }

    private void batch(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            long first = records.records(partition).getFirst().offset();
            long expected = consumer.expected(partition);
            if (!delivery.busy() && first >= expected) continue;
            // Nothing is lost by starting over: the next session reads on from the journal.
            broken.accept(new IllegalStateException("record " + first + " of " + partition + " came out of turn, "
                    + expected + " is next" + (delivery.busy() ? " after a batch that is being stored" : "")));
            return;
        }
        delivery.take(KafkaBatch.of(records, ports.decoder(), ports.clock().instant()));
    }

    private CompletionStage<Void> release(Set<TopicPartition> partitions) {
        Promise<Void> released = Promise.promise();
        loop.runOnContext(here -> delivery.release(partitions).onComplete(released));
        return released.future().toCompletionStage();
    }

    @Override
    public void shut() {
        stream.pause();
    }

    @Override
    public void hold() {
        consumer.hold(true);
        stream.resume();
    }

    @Override
    public void open() {
        consumer.hold(false);
        stream.resume();
    }

    @Override
    public void stored(KafkaBatch.Part part) {
        part.count(ports.metrics());
        consumer.stored(part.partition(), part.next());
    }

    @Override
    public void failed(Throwable cause) {
        noted.accept(cause);
    }
}
