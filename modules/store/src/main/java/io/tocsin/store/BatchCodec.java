package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches as journal records: {@code version, source, offsets, last event id, events}; each event is the difference of its id
 * to the one before, its time of receipt, and its JSON as sent. The fields are not written: reading them again costs less
 * than storing them, and follows the aliases of today. A checkpoint is a record without source and events.
 */
final class BatchCodec {
    private static final int VERSION = 1;

    /** Generous for id, time and length of an event beside its JSON. */
    private static final int EVENT_OVERHEAD = 24;

    private static final int BATCH_OVERHEAD = 256;

    private BatchCodec() {}

    /**
     * A record as read.
     *
     * @param lastEventId the highest id known when it was written
     */
    record Decoded(String source, Map<String, Long> offsets, long lastEventId, List<StoredEvent> events) {
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

    static byte[] encode(EventBatch batch, long lastEventId) {
        int bytes = BATCH_OVERHEAD;
        for (LogEvent event : batch.events()) bytes += event.json().length + EVENT_OVERHEAD;
        ByteSink sink = new ByteSink(bytes).number(VERSION).text(batch.source());
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
        return new Decoded(name, offsets, lastEventId, events);
    }
}
