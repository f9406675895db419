package io.tocsin.model;

import java.time.Instant;

/** Reads one JSON object into an event. The same bytes always give the same fields, today and after a restart. */
@FunctionalInterface
public interface EventParser {
    /**
     * Gives the event with its flattened and normalised fields.
     *
     * @param json one JSON object as UTF-8, kept and not copied
     * @throws IllegalArgumentException when the bytes are not one JSON object within the limits; the message says where
     */
    LogEvent parse(long id, Instant receivedAt, byte[] json);
}
