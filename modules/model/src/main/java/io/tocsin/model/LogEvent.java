package io.tocsin.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One log line: the JSON as it was sent, and what Tocsin understood of it. Immutable; the bytes are shared, not copied, and
 * must not be written to.
 *
 * @param id unique and growing in the order of acceptance; {@link EventId} writes it
 * @param time when it happened, or {@code receivedAt} where the line does not say
 * @param receivedAt when it was accepted
 * @param json the JSON object as UTF-8, exactly as sent
 * @param fields flattened and normalised, for search and rules
 * @param correlationIds every value found in any ID field, without duplicates; often empty
 */
// An array, because the journal, the index and the answer all want these very bytes; equality is by id.
@SuppressWarnings("ArrayRecordComponent")
public record LogEvent(
        long id, Instant time, Instant receivedAt, byte[] json, Fields fields, List<String> correlationIds) {
    public LogEvent {
        correlationIds = List.copyOf(correlationIds);
    }

    /** The level, or null when the line has none that we know. */
    public @Nullable LogLevel level() {
        String text = fields.first(FieldNames.LEVEL);
        return text == null ? null : LogLevel.parse(text);
    }

    /** The service, or null when the line does not say. */
    public @Nullable String service() {
        return fields.first(FieldNames.SERVICE);
    }

    /** An event is the line that was accepted, not its content: two equal lines are two events. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogEvent event && event.id == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return EventId.text(id) + " " + time + " " + fields;
    }
}
