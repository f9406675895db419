package io.tocsin.ingest;

/**
 * How much the intake takes at most. Whatever is over a limit is refused or cut by name, never silently.
 *
 * @param bodyBytes of one request or Kafka record, before and after decompression; more is refused whole
 * @param heldBytes of memory that all bodies being read, decoded or stored take at one time, with what they become when
 *     they are decoded ({@link #DECODED_PER_BYTE}); beyond it new ones are refused
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

    /** Of the heap; the rest is for what waits behind the intake, the index and searches. */
    static final int HELD_SHARE_OF_HEAP = 4;

    /** More is never under way between us and the disk, however large the heap. */
    static final long HELD_BYTES_MAX = 256 << 20;

    /** What an event takes beside its JSON: a line of 330 bytes with 14 fields becomes 1,400. */
    static final int DECODED_PER_BYTE = 4;

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
                Math.min(HELD_BYTES_MAX, Runtime.getRuntime().maxMemory() / HELD_SHARE_OF_HEAP),
                EVENTS_PER_REQUEST,
                EVENT_BYTES,
                DEPTH,
                FIELDS_PER_EVENT,
                FIELD_NAME_LENGTH,
                VALUE_BYTES);
    }
}
