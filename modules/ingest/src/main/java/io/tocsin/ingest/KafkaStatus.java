package io.tocsin.ingest;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the reading of Kafka stands, for readiness and metrics.
 *
 * @param connected a broker answers
 * @param since when that last changed
 * @param lag records not yet stored, by {@code topic-partition}, for the partitions that are ours; -1 while unknown
 * @param lastError what went wrong last, also after it went right again; empty when nothing ever did
 */
public record KafkaStatus(boolean connected, Instant since, SortedMap<String, Long> lag, String lastError) {
    public KafkaStatus {
        lag = Collections.unmodifiableSortedMap(new TreeMap<>(lag));
    }

    /** The partitions that are ours, as {@code topic-partition}. */
    public Set<String> assigned() {
        return lag.keySet();
    }
}
