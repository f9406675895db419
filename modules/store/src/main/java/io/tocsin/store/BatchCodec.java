package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches as journal records. All begin with {@code version, kind, source, offsets, last event id}; then
 * <ul>
 *   <li>a <em>batch</em> has {@code delivered (0 or 1 of them), keys, events}. Each event is the difference of its id and of
 *       its time of receipt to the one before, and its JSON as sent. The fields are not written: they follow from the JSON,
 *       and a replay reads them by the aliases of today;
 *   <li>a <em>checkpoint</em> has no more: it keeps offsets and id known when the batches before it are dropped;
 *   <li>a <em>summary</em> has {@code delivered, keys}: all that must be known of older segments. It stands first in a segment.
 * </ul>
 * Version 1 had neither delivered nor keys nor summaries, and each event's whole time; it is read and no longer written.
 */
final class BatchCodec {
    private static final int VERSION = 2;
    private static final int BATCH = 0;
    private static final int CHECKPOINT = 1;
    private static final int SUMMARY = 2;

    /** Generous for id, time and length of an event beside its JSON. */
    private static final int EVENT_OVERHEAD = 24;

    private static final int BATCH_OVERHEAD = 256;

    private BatchCodec() {}

    /** What a record is. */
    enum Kind {
        BATCH,
        CHECKPOINT,
        SUMMARY
    }

    /**
     * A record as read, without its events.
     *
     * @param lastEventId the highest id known when it was written
     */
    record Envelope(
            Kind kind,
            String source,
            Map<String, Long> offsets,
            long lastEventId,
            List<Delivered> delivered,
            List<Long> keys) {}

    /** A record as read. */
    record Decoded(Envelope envelope, List<StoredEvent> events) {
        EventBatch batch(EventReader reader) {
            List<LogEvent> read = new ArrayList<>(events.size());
            for (StoredEvent event : events) read.add(reader.read(event.id(), event.receivedAt(), event.json()));
            Delivered delivered = envelope.delivered.isEmpty() ? null : envelope.delivered.getFirst();
            return new EventBatch(envelope.source, envelope.offsets, read, delivered, envelope.keys);
        }
    }

    /** What the log keeps of an event. */
    // An array, because the parser wants these very bytes; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record StoredEvent(long id, Instant receivedAt, byte[] json) {}

    static byte[] checkpoint(Map<String, Long> offsets, long lastEventId) {
        return begin(new ByteSink(BATCH_OVERHEAD), CHECKPOINT, "", offsets, lastEventId)
                .toBytes();
    }

    static byte[] summary(Map<String, Long> offsets, long lastEventId, Recognised.Snapshot known) {
        ByteSink room = new ByteSink(BATCH_OVERHEAD + known.keys().size() * Long.BYTES);
        ByteSink sink = begin(room, SUMMARY, "", offsets, lastEventId);
        recognised(sink, known.batches(), known.keys());
        return sink.toBytes();
    }

    /** About how many bytes a batch takes; rather more, unless it has offsets of many partitions. */
    static int size(EventBatch batch) {
        int bytes = BATCH_OVERHEAD + batch.keys().size() * Long.BYTES;
        for (LogEvent event : batch.events()) bytes += event.json().length + EVENT_OVERHEAD;
        return bytes;
    }

    /** Writes a batch to an empty sink, which is returned. */
    static ByteSink encode(EventBatch batch, long lastEventId, ByteSink into) {
        ByteSink sink = begin(into, BATCH, batch.source(), batch.offsets(), lastEventId);
        Delivered delivered = batch.delivered();
        recognised(sink, delivered == null ? List.of() : List.of(delivered), batch.keys());
        events(sink, batch.events());
        return sink;
    }

    private static ByteSink begin(ByteSink into, int kind, String source, Map<String, Long> offsets, long lastEventId) {
        ByteSink sink = into.number(VERSION).number(kind).text(source);
        sink.number(offsets.size());
        new TreeMap<>(offsets).forEach((partition, next) -> sink.text(partition).signed(next));
        return sink.signed(lastEventId);
    }

    private static void recognised(ByteSink sink, List<Delivered> batches, List<Long> keys) {
        sink.number(batches.size());
        for (Delivered batch : batches) {
            sink.text(batch.batch())
                    .signed(batch.at().toEpochMilli())
                    .number(batch.accepted())
                    .number(batch.rejected())
                    .number(batch.duplicates());
        }
        sink.number(keys.size());
        for (long key : keys) sink.fixed(key);
    }

    /** Most events of a batch are received at one instant: that costs two bytes of zero. */
    private static void events(ByteSink sink, List<LogEvent> events) {
        sink.number(events.size());
        long id = 0;
        Instant at = Instant.EPOCH;
        for (LogEvent event : events) {
            Instant receivedAt = event.receivedAt();
            sink.signed(event.id() - id);
            if (receivedAt.equals(at)) {
                sink.number(0).number(0);
            } else {
                sink.signed(receivedAt.getEpochSecond() - at.getEpochSecond())
                        .signed(receivedAt.getNano() - at.getNano());
            }
            sink.bytes(event.json());
            id = event.id();
            at = receivedAt;
        }
    }

    /** Reads what stands before the events. */
    static Envelope envelope(byte[] record) throws IOException {
        ByteSource source = new ByteSource(record);
        return envelope(version(source), source);
    }

    /**
     * Reads a record.
     *
     * @throws IOException when it was written by a later version or is no batch
     */
    static Decoded decode(byte[] record) throws IOException {
        ByteSource source = new ByteSource(record);
        long version = version(source);
        Envelope envelope = envelope(version, source);
        if (version == 1) return new Decoded(envelope, eventsOfVersion1(source));
        return new Decoded(envelope, envelope.kind == Kind.BATCH ? events(source) : List.of());
    }

    private static long version(ByteSource source) throws IOException {
        long version = source.number();
        if (version == 1 || version == VERSION) return version;
        throw new IOException("cannot read batch: format version " + version + ", this build reads up to " + VERSION);
    }

    private static Envelope envelope(long version, ByteSource source) throws IOException {
        Kind kind = kind(source.number());
        String name = source.text();
        Map<String, Long> offsets = new TreeMap<>();
        for (long left = source.number(); left > 0; left--) offsets.put(source.text(), source.signed());
        long lastEventId = source.signed();
        List<Delivered> delivered = new ArrayList<>(1);
        List<Long> keys = new ArrayList<>(0);
        if (version > 1 && kind != Kind.CHECKPOINT) {
            for (long left = source.number(); left > 0; left--) delivered.add(delivered(source));
            for (long left = source.number(); left > 0; left--) keys.add(source.fixed());
        }
        return new Envelope(kind, name, offsets, lastEventId, delivered, keys);
    }

    private static Kind kind(long code) throws IOException {
        return switch ((int) code) {
            case BATCH -> Kind.BATCH;
            case CHECKPOINT -> Kind.CHECKPOINT;
            case SUMMARY -> Kind.SUMMARY;
            default -> throw new IOException("cannot read batch: unknown kind " + code);
        };
    }

    private static Delivered delivered(ByteSource source) throws IOException {
        return new Delivered(
                source.text(),
                Instant.ofEpochMilli(source.signed()),
                (int) source.number(),
                (int) source.number(),
                (int) source.number());
    }

    private static List<StoredEvent> events(ByteSource source) throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        long id = 0;
        Instant at = Instant.EPOCH;
        for (long left = source.number(); left > 0; left--) {
            id += source.signed();
            long seconds = source.signed();
            long nanos = source.signed();
            if (seconds != 0 || nanos != 0)
                at = Instant.ofEpochSecond(at.getEpochSecond() + seconds, at.getNano() + nanos);
            events.add(new StoredEvent(id, at, source.bytes()));
        }
        return events;
    }

    private static List<StoredEvent> eventsOfVersion1(ByteSource source) throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        long id = 0;
        for (long left = source.number(); left > 0; left--) {
            id += source.signed();
            Instant receivedAt = Instant.ofEpochSecond(source.signed(), source.number());
            events.add(new StoredEvent(id, receivedAt, source.bytes()));
        }
        return events;
    }
}
