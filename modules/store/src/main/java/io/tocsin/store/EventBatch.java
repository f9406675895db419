package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that arrived together and become durable together.
 *
 * @param source who brought them, for people
 * @param offsets {@code topic-partition} to the next offset to read there; empty for sources that keep no offsets
 * @param events in the order of acceptance
 * @param delivered what the sender is told, when it named the batch; null when it did not
 * @param keys {@link EventKeys} of those events that carry one
 */
public record EventBatch(
        String source,
        Map<String, Long> offsets,
        List<LogEvent> events,
        @Nullable Delivered delivered,
        List<Long> keys) {
    public EventBatch {
        offsets = Map.copyOf(offsets);
        events = List.copyOf(events);
        keys = List.copyOf(keys);
    }

    /** A batch of which nothing must be recognised when it comes again. */
    public EventBatch(String source, Map<String, Long> offsets, List<LogEvent> events) {
        this(source, offsets, events, null, List.of());
    }
}
