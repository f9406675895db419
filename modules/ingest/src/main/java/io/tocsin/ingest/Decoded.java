package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.util.List;

/**
 * What a body held.
 *
 * @param events in the order sent, rejects among them as events that say {@code _reject}
 * @param accepted how many of the events are no rejects
 * @param rejects what could not be read, in the order sent
 * @param masked how many values were made unreadable, as {@link Masking} says
 */
public record Decoded(List<LogEvent> events, int accepted, List<Reject> rejects, int masked) {
    public Decoded {
        events = List.copyOf(events);
        rejects = List.copyOf(rejects);
    }

    /** The sender meant something else altogether: an HTTP client is told so, and nothing is stored. */
    public boolean nothingReadable() {
        return accepted == 0 && !rejects.isEmpty();
    }
}
