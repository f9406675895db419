package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches as journal records: {@code version, kind, source, offsets, last event id, events}; each event is the difference of
 * its id to the one before, its time of receipt, and its JSON as sent. The fields are not written: they follow from the JSON,
 * and a replay reads them by the aliases of today. A checkpoint has offsets and last id only: it keeps them known when the
 * batches before it are dropped.
 */
final class BatchCodec {
    private static final int VERSION = 1;
    private static final int BATCH = 0;
    private static final int CHECKPOINT = 1;

    /** Generous for id, time and length of an event beside its JSON. */
    private static final int EVENT_OVERHEAD = 24;

    private static final int BATCH_OVERHEAD = 256;

    private BatchCodec() {}

    /**
     * A record as read.
     *
     * @param checkpoint whether it only repeats what earlier records said
     * @param lastEventId the highest id known when it was written
     */
    record Decoded(
            boolean checkpoint, String source, Map<String, Long> offsets, long lastEventId, List<StoredEvent> events) {
        EventBatch batch(EventReader reader) {
            List<LogEvent> read = new ArrayList<>(events.size());
            for (StoredEvent event : events) read.add(reader.read(event.id(), event.receivedAt(), event.json()));
            return new EventBatch(source, offsets, read);
        }
    }

    /** What the log keeps of an event. */
    // An array, because the parser wants these very bytes; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record StoredEvent(long id, Instant receivedAt, byte[] json) {}

    static byte[] checkpoint(Map<String, Long> offsets, long lastEventId) {
        return encode(CHECKPOINT, new EventBatch("", offsets, List.of()), lastEventId);
    }

    static byte[] encode(EventBatch batch, long lastEventId) {
        return encode(BATCH, batch, lastEventId);
    }

    private static byte[] encode(int kind, EventBatch batch, long lastEventId) {
        int bytes = BATCH_OVERHEAD;
        for (LogEvent event : batch.events()) bytes += event.json().length + EVENT_OVERHEAD;
        ByteSink sink = new ByteSink(bytes).number(VERSION).number(kind).text(batch.source());
        sink.number(batch.offsets().size());
        new TreeMap<>(batch.offsets())
                .forEach((partition, next) -> sink.text(partition).signed(next));
        sink.signed(lastEventId).number(batch.events().size());
        long previous = 0;
        for (LogEvent event : batch.events()) {
            Instant receivedAt = event.receivedAt();
            sink.signed(event.id() - previous)
                    .signed(receivedAt.getEpochSecond())
                    .number(receivedAt.getNano())
                    .bytes(event.json());
            previous = event.id();
        }
        return sink.toBytes();
    }

    /**
     * Reads a record.
     *
     * @throws IOException when it was written by a later version or is no batch
     */
    static Decoded decode(byte[] record) throws IOException {
        ByteSource source = new ByteSource(record);
        long version = source.number();
        if (version != VERSION) {
            throw new IOException("cannot read batch: format version " + version + ", this build reads " + VERSION);
        }
        boolean checkpoint = source.number() == CHECKPOINT;
        String name = source.text();
        Map<String, Long> offsets = new TreeMap<>();
        for (long left = source.number(); left > 0; left--) offsets.put(source.text(), source.signed());
        long lastEventId = source.signed();
        List<StoredEvent> events = new ArrayList<>();
        long id = 0;
        for (long left = source.number(); left > 0; left--) {
            id += source.signed();
            Instant receivedAt = Instant.ofEpochSecond(source.signed(), source.number());
            events.add(new StoredEvent(id, receivedAt, source.bytes()));
        }
        return new Decoded(checkpoint, name, offsets, lastEventId, events);
    }
}
