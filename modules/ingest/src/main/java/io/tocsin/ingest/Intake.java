package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Map;

/**
 * One batch of events on its way into the journal.
 *
 * @param source {@code http} or {@code kafka:topic-0}: what is in order by itself, as far as anything is
 * @param offsets where to go on reading after this batch, by {@code topic-partition}; stored in the same journal batch as
 *     the events, which is what makes each record of Kafka be stored once. Empty for sources that cannot be read again
 * @param events in the order of arrival; may be empty when only offsets move on
 */
public record Intake(String source, Map<String, Long> offsets, List<LogEvent> events) {
    public Intake {
        offsets = Map.copyOf(offsets);
        events = List.copyOf(events);
    }
}
