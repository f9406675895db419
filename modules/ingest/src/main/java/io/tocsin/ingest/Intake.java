package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One batch of events on its way into the journal.
 *
 * @param source {@code http} or {@code kafka:topic-0}: what is in order by itself, as far as anything is
 * @param offsets where to go on reading after this batch, by {@code topic-partition}; stored in the same journal batch as
 *     the events, which is what makes each record of Kafka be stored once. Empty for sources that cannot be read again
 * @param events in the order of arrival; may be empty when only offsets move on
 * @param sender whose names those of the batch and its events are; empty where nobody has to say who they are
 * @param named what the sender called the batch; null when it did not. A batch of the same name is stored once
 */
public record Intake(
        String source,
        Map<String, Long> offsets,
        List<LogEvent> events,
        String sender,
        @Nullable Named named) {
    public Intake {
        offsets = Map.copyOf(offsets);
        events = List.copyOf(events);
    }

    /** A batch without a name, of nobody in particular. */
    public Intake(String source, Map<String, Long> offsets, List<LogEvent> events) {
        this(source, offsets, events, "", null);
    }

    /**
     * A batch that its sender will know again.
     *
     * @param id as the sender wrote it
     * @param accepted events of the batch that are no rejects
     * @param rejected the others
     */
    public record Named(String id, int accepted, int rejected) {}
}
