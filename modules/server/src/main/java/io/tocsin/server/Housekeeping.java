package io.tocsin.server;

import io.tocsin.store.EventStore;
import io.tocsin.store.Holds;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.Retention;
import io.tocsin.store.RetentionPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of partitions that are too old or too much, and has the bytes of deleted events purged: on the index thread, one
 * piece at a time, so that batches come in between.
 */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** A flood can fill a disk in less than an hour. */
    static final Duration EVERY = Duration.ofMinutes(10);

    private final EventStore store;
    private final Indexer indexer;
    private final Holds holds;
    private final Supplier<RetentionPolicy> policy;
    private final InstantSource clock;
    private final Metrics metrics;

    /** One round at a time: a slow disk must not let them pile up before the index. */
    private final AtomicBoolean busy = new AtomicBoolean();

    Housekeeping(
            EventStore store,
            Indexer indexer,
            Holds holds,
            Supplier<RetentionPolicy> policy,
            InstantSource clock,
            Metrics metrics) {
        this.store = store;
        this.indexer = indexer;
        this.holds = holds;
        this.policy = policy;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Begins a round, on any thread, unless one is under way. */
    void run() {
        if (busy.compareAndSet(false, true)) next();
    }

    private void next() {
        indexer.run(this::piece).whenComplete((more, failure) -> {
            if (failure != null) {
                log.error("cannot keep house, trying again in {}", EVERY, failure);
                metrics.bug();
            }
            if (failure == null && more) next();
            else busy.set(false);
        });
    }

    /** Gives whether there is more to do. */
    private boolean piece() throws IOException {
        List<PartitionInfo> partitions = store.partitions();
        List<String> expired = Retention.expired(partitions, holds.list(), policy.get(), clock.instant());
        if (expired.isEmpty()) return store.maintain();
        String name = expired.getFirst();
        partitions.stream()
                .filter(partition -> partition.name().equals(name))
                .forEach(partition -> log.info(
                        "letting go of partition {}: {} events from {} to {}, {} bytes",
                        name,
                        partition.events(),
                        partition.from(),
                        partition.to(),
                        partition.bytes()));
        store.drop(name);
        return true;
    }
}
