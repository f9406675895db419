package io.tocsin.store;

import io.tocsin.journal.Damage;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.journal.JournalStats;
import io.tocsin.journal.RecordVisitor;
import io.tocsin.journal.Verification;
import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The durable memory of accepted events: what {@link #append} has acknowledged is replayed after any crash, until the owner
 * says that the index has it. Offsets lie in the same record as the events that they stand for, so a Kafka record is taken
 * once. The same record names the batch, and the events that carry an {@code _id} of their sender, so that what is sent again
 * is recognised ({@link Recognised}). Stages complete on the journal's writer thread; callers hop.
 */
public final class EventLog implements AutoCloseable {
    /**
     * Where a checkpoint's offsets count as written: before every batch. One that was on its way while the checkpoint was
     * taken lies before it in the journal and yet is newer; and as only the oldest records are ever dropped, any batch that
     * is left for a partition is at least as new.
     */
    private static final long CHECKPOINT = -1;

    private final Journal journal;
    private final EventReader reader;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();
    private final AtomicLong lastEventId = new AtomicLong();
    private final Recognised recognised = new Recognised();
    private final SpareSinks spare = new SpareSinks();

    /** The next offset to read, and the position of the batch that said so. */
    private record Mark(long position, long next) {}

    private EventLog(Journal journal, EventParser parser) throws IOException {
        this.journal = journal;
        this.reader = new EventReader(parser);
        journal.replay(summarised(journal), (position, record) -> {
            BatchCodec.Envelope envelope = BatchCodec.envelope(record);
            remember(envelope.kind() == BatchCodec.Kind.BATCH ? position : CHECKPOINT, envelope);
        });
        journal.beginSegmentsWith(() -> BatchCodec.summary(offsets(), lastEventId(), recognised.snapshot()));
    }

    /**
     * Where reading must begin to know everything: at the newest segment that holds records, if a summary of all before stands
     * there; else (an older build wrote it, or the summary is damaged) at the beginning.
     */
    private static long summarised(Journal journal) throws IOException {
        for (long from : journal.segmentPositions().reversed()) {
            FirstRecord first = new FirstRecord();
            journal.replay(from, first);
            if (first.kind == null) continue;
            return first.kind == BatchCodec.Kind.SUMMARY ? from : 0;
        }
        return 0;
    }

    private static final class FirstRecord implements RecordVisitor {
        private BatchCodec.@Nullable Kind kind;

        @Override
        public void visit(long position, byte[] record) throws IOException {
            if (kind == null) kind = BatchCodec.envelope(record).kind();
        }
    }

    private void remember(long position, BatchCodec.Envelope envelope) {
        for (Delivered delivered : envelope.delivered()) recognised.remember(delivered, List.of());
        recognised.remember(null, envelope.keys());
        remember(position, envelope.offsets(), envelope.lastEventId());
    }

    /**
     * Reads a whole log and changes nothing, whether it is open or not.
     *
     * @return what the journal says, with whatever is no batch among its damages
     * @throws IOException when the folder cannot be read or was written by a later version
     */
    public static Verification verify(Path folder) throws IOException {
        return Journal.verify(folder, (position, record) -> BatchCodec.decode(record));
    }

    /**
     * Opens the log and recovers offsets and the last id from it. Give the settings the position behind what the index holds
     * ({@link JournalSettings#positionsFrom}): then not even an emptied folder can make new events look like indexed ones.
     *
     * @throws IOException when the folder is in use, cannot be read, or was written by a later version
     */
    public static EventLog open(Path folder, EventParser parser, JournalSettings settings) throws IOException {
        Journal journal = Journal.open(folder, settings);
        try {
            return new EventLog(journal, parser);
        } catch (IOException | RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    /**
     * Stores a batch.
     *
     * @return completes with its position once it is durable; fails as {@link Journal#append} does, and then neither events
     *     nor offsets count
     */
    public CompletionStage<Long> append(EventBatch batch) {
        return append(batch, position -> {});
    }

    /**
     * Stores a batch.
     *
     * @param durable told of its position on the journal's writer thread once it is durable, in the order of positions and
     *     before the stage completes; must be quick and throw nothing
     * @return as {@link #append(EventBatch)}
     */
    public CompletionStage<Long> append(EventBatch batch, LongConsumer durable) {
        long highest = lastEventId.get();
        for (LogEvent event : batch.events()) highest = Math.max(highest, event.id());
        long last = highest;
        ByteSink record = BatchCodec.encode(batch, last, spare.take(BatchCodec.size(batch)));
        return journal.append(record.array(), record.size(), position -> {
            // Only now: of one that failed it is not known who still reads it.
            spare.giveBack(record);
            recognised.remember(batch.delivered(), batch.keys());
            remember(position, batch.offsets(), last);
            durable.accept(position);
        });
    }

    /** Tries whether the disk takes records again, with one that changes nothing; {@link #failing} knows the answer then. */
    public void probe() {
        var unused = journal.append(BatchCodec.checkpoint(offsets(), lastEventId()));
    }

    /** What is recognised when it comes again: everything that this log has acknowledged, back to a bound. */
    public Recognised recognised() {
        return recognised;
    }

    /**
     * Says up to where the index holds the events; what the log lacks behind that is reported as damage.
     *
     * @param indexed position of the last batch that the index holds, or -1
     */
    public void expectAfter(long indexed) {
        journal.expect(indexed + 1);
    }

    /** Why the disk takes no batches now, as of the last attempt; null when it does. */
    public @Nullable String failing() {
        return journal.failing();
    }

    /** The higher position wins: a checkpoint counts as older than any batch. */
    private void remember(long position, Map<String, Long> latest, long lastId) {
        latest.forEach((partition, next) -> marks.merge(
                partition, new Mark(position, next), (old, young) -> young.position >= old.position ? young : old));
        lastEventId.accumulateAndGet(lastId, Math::max);
    }

    /**
     * Visits, on the calling thread, every durable batch from a position on.
     *
     * @throws IOException when the log cannot be read or the visitor throws
     */
    public void replay(long from, BatchVisitor visitor) throws IOException {
        journal.replay(from, (position, record) -> {
            BatchCodec.Decoded decoded = BatchCodec.decode(record);
            if (!decoded.events().isEmpty()) visitor.visit(position, decoded.batch(reader));
        });
    }

    /** The next offset to read of each {@code topic-partition}, as of the last durable batch that named it. */
    public Map<String, Long> offsets() {
        Map<String, Long> offsets = new HashMap<>();
        marks.forEach((partition, mark) -> offsets.put(partition, mark.next()));
        return offsets;
    }

    /** The highest id of any durable event ever, dropped ones included; 0 when there was none. */
    public long lastEventId() {
        return lastEventId.get();
    }

    /** The oldest position that is held; 0 while nothing was ever let go of. */
    public long firstPosition() {
        return journal.firstPosition();
    }

    /** Greater than every position given so far. */
    public long nextPosition() {
        return journal.nextPosition();
    }

    /**
     * Lets go of batches before a position, in whole segments; offsets and last id stay known. Blocks, and must not be called
     * on the thread that completes the stages.
     *
     * @throws IOException when the disk fails; nothing that is still needed is gone then
     */
    public void dropBefore(long position) throws IOException {
        if (position <= journal.firstPosition()) return;
        try {
            journal.append(BatchCodec.checkpoint(offsets(), lastEventId()))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failed) {
            throw new IOException("cannot drop events: their offsets cannot be kept", failed.getCause());
        }
        journal.dropBefore(position);
    }

    /** What could not be read since the log was opened; empty on a healthy disk. */
    public List<Damage> damages() {
        return journal.damages();
    }

    /** Numbers for metrics. */
    public JournalStats stats() {
        return journal.stats();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
