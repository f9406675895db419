package io.tocsin.ingest;

/**
 * How much the intake takes at most. Whatever is over a limit is refused or cut by name, never silently.
 *
 * @param bodyBytes of one request or Kafka record, before and after decompression; more is refused whole
 * @param heldBytes of all bodies that are being read, decoded or stored at one time; beyond it new ones are refused
 * @param eventsPerRequest records of one body, readable or not; more is refused whole
 * @param eventBytes of one event; a longer one is a reject
 * @param depth of nested objects and arrays; a deeper event is a reject
 * @param fieldsPerEvent values that are searchable; the rest stays in the JSON and the event says {@code _truncated}
 * @param fieldNameLength characters of a dotted path; a longer one is cut and the event says {@code _truncated}
 * @param valueBytes of UTF-8 that are searchable in one value; a longer one is cut and the event says {@code _truncated}
 */
public record Limits(
        int bodyBytes,
        long heldBytes,
        int eventsPerRequest,
        int eventBytes,
        int depth,
        int fieldsPerEvent,
        int fieldNameLength,
        int valueBytes) {
    /** What shippers send at most by default: Fluent Bit, Vector and the OpenTelemetry collector stay below 10 MiB. */
    static final int BODY_BYTES = 10 << 20;

    /** A quarter of the smallest heap that is worth running, 256 MiB. */
    static final long HELD_BYTES = 64 << 20;

    /** One journal batch: at the 200 bytes of a short line it is one full body. */
    static final int EVENTS_PER_REQUEST = 50_000;

    /** Kafka's own limit for a record, so that one can be forwarded through the other. */
    static final int EVENT_BYTES = 1 << 20;

    /** Deeper than any log record seen; keeps the recursion of the reader shallow. */
    static final int DEPTH = 32;

    /** Elasticsearch's default for a whole index; one event with more is a dump, not a log line. */
    static final int FIELDS_PER_EVENT = 1_000;

    /** Longer paths are data used as keys. */
    static final int FIELD_NAME_LENGTH = 256;

    /** The longest term that the index takes: 32 KiB less two. */
    static final int VALUE_BYTES = 32_766;

    /** The limits that hold unless tocsin.yml says otherwise. */
    public static Limits defaults() {
        return new Limits(
                BODY_BYTES,
                HELD_BYTES,
                EVENTS_PER_REQUEST,
                EVENT_BYTES,
                DEPTH,
                FIELDS_PER_EVENT,
                FIELD_NAME_LENGTH,
                VALUE_BYTES);
    }
}
