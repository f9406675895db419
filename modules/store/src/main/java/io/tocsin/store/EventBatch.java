package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Map;

/**
 * Events that arrived together and become durable together.
 *
 * @param source who brought them, for people
 * @param offsets {@code topic-partition} to the next offset to read there; empty for sources that keep no offsets
 * @param events in the order of acceptance
 */
public record EventBatch(String source, Map<String, Long> offsets, List<LogEvent> events) {
    public EventBatch {
        offsets = Map.copyOf(offsets);
        events = List.copyOf(events);
    }
}
