package io.tocsin.model;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One log line: the JSON as it was sent, and what Tocsin understood of it. Immutable; the bytes are shared, not copied, and
 * must not be written to.
 */
public final class LogEvent {
    private final long id;
    private final Instant time;
    private final Instant receivedAt;
    private final byte[] json;
    private final Fields fields;
    private @Nullable List<String> correlationIds;

    /**
     * An event.
     *
     * @param id unique and growing in the order of acceptance; {@link EventId} writes it
     * @param time when it happened, or {@code receivedAt} where the line does not say
     * @param receivedAt when it was accepted
     * @param json the JSON object as UTF-8, exactly as sent
     * @param fields flattened and normalised, for search and rules
     * @param correlationIds every value found in any ID field, without duplicates; often empty
     */
    public LogEvent(
            long id, Instant time, Instant receivedAt, byte[] json, Fields fields, List<String> correlationIds) {
        this.id = id;
        this.time = time;
        this.receivedAt = receivedAt;
        this.json = json;
        this.fields = fields;
        this.correlationIds = List.copyOf(correlationIds);
    }

    /** An event whose fields have a layout, which says where the correlation IDs are. */
    public LogEvent(long id, Instant time, Instant receivedAt, byte[] json, Fields fields) {
        this.id = id;
        this.time = time;
        this.receivedAt = receivedAt;
        this.json = json;
        this.fields = fields;
    }

    /** Unique and growing in the order of acceptance. */
    public long id() {
        return id;
    }

    /** When it happened, or when it was accepted where the line does not say. */
    public Instant time() {
        return time;
    }

    /** When it was accepted. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** The JSON object as UTF-8, exactly as sent. */
    public byte[] json() {
        return json;
    }

    /** Flattened and normalised. */
    public Fields fields() {
        return fields;
    }

    /** Every value found in any ID field, the best first, without duplicates; often empty. */
    public List<String> correlationIds() {
        List<String> known = correlationIds;
        if (known == null) {
            // Another thread may read them too, to an equal list.
            known = readIds();
            correlationIds = known;
        }
        return known;
    }

    private List<String> readIds() {
        Layout layout = fields.layout();
        if (layout == null || layout.ids() == 0) return List.of();
        if (layout.ids() == 1) {
            String only = fields.leaf(layout.idLeaf(0));
            return only.isBlank() ? List.of() : List.of(only);
        }
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < layout.ids(); i++) {
            String value = fields.leaf(layout.idLeaf(i));
            if (!value.isBlank()) found.add(value);
        }
        return List.copyOf(found);
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
