package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of byte records that survives crashes: what has been acknowledged is replayed after a restart, in
 * order, once. One writer thread serves all callers; one sync of the disk answers everyone who waits for it.
 *
 * <p>A record's <em>position</em> is a number that grows with every record, over restarts, and is never given twice; it may
 * skip after a crash or a failed write. An append that failed was not acknowledged, yet may in rare cases (a crash right
 * after a failing disk) be replayed: at least once, never lost.
 *
 * <p>Stages complete on the writer thread. Callers that do more than a few instructions there slow down everyone else and
 * must hop to a thread of their own; {@link #dropBefore} and {@link #close} refuse to be called there.
 */
public final class Journal implements AutoCloseable {
    private final JournalSettings settings;
    private final Closeable lock;
    private final Segments segments;
    private final WaitingLine line;
    private final GroupWriter writer;
    private final Thread thread;
    private final AtomicLong refused = new AtomicLong();

    private Journal(JournalSettings settings, Closeable lock, Segments segments) throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.segments = segments;
        this.line = new WaitingLine(settings.waitingBytesMax(), WaitingLine.PATIENCE);
        this.writer = new GroupWriter(segments, segments.recover(), settings, line);
        this.thread = new Thread(writer, "tocsin-journal-" + settings.name());
        thread.setDaemon(true);
    }

    /**
     * Opens the journal in a folder, creating it where it is missing; reads the newest segment and cuts the torn tail that a
     * crash may have left. Damage in older segments is found by whoever replays them, or by {@link #verify}.
     *
     * @throws IOException when the folder is in use, cannot be read, or was written by a later version
     */
    public static Journal open(Path folder, JournalSettings settings) throws IOException {
        return open(folder, settings, new FileDisk(), new SecureRandom());
    }

    /**
     * Reads everything in a folder and changes nothing, whether a journal is open on it or not; what is being written at the
     * moment may look like a torn tail.
     *
     * @param visitor is shown every record that can be read
     * @throws IOException when the folder cannot be read, was written by a later version, or the visitor throws
     */
    public static Verification verify(Path folder, RecordVisitor visitor) throws IOException {
        return verify(folder, visitor, new FileDisk());
    }

    static Verification verify(Path folder, RecordVisitor visitor, Disk disk) throws IOException {
        Segments segments = new Segments(folder, disk, new SecureRandom());
        long[] records = {0};
        long end = segments.read((position, record) -> {
            records[0]++;
            visitor.visit(position, record);
        });
        return new Verification(
                segments.count(), segments.bytes(), records[0], segments.firstPosition(0), end, segments.damages());
    }

    static Journal open(Path folder, JournalSettings settings, Disk disk, RandomGenerator salts) throws IOException {
        Closeable lock = disk.lock(folder);
        try {
            Journal journal = new Journal(settings, lock, new Segments(folder, disk, salts));
            journal.thread.start();
            return journal;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * Stores a record; the array must not be changed afterwards.
     *
     * @return completes with the record's position once it is durable; fails with {@link JournalFullException} when too
     *     much waits, with another IOException when the disk fails, with IllegalArgumentException when the record is larger
     *     than the limit, and with IllegalStateException after {@link #close}
     */
    public CompletionStage<Long> append(byte[] record) {
        return append(record, record.length, position -> {});
    }

    /**
     * Stores a record whose durability nobody waits for: it goes to the disk with the next that is waited for, and alone only
     * when none comes within {@link WaitingLine#PATIENCE}. So it costs no sync of its own and never delays the others; a crash
     * in that moment loses it. Records keep the order in which they were given, patient or not.
     *
     * @return as {@link #append(byte[])}
     */
    public CompletionStage<Long> appendSoon(byte[] record) {
        return append(record, record.length, true, position -> {});
    }

    /**
     * Stores a record that does not fill its array; the array must not be changed before {@code durable} is told, and never when
     * the append fails.
     *
     * @param length how many bytes, from the first on, are the record
     * @param durable told of the position on the writer thread, in the order of positions, before the stage completes and
     *     before any later segment begins; must be quick and throw nothing
     * @return as {@link #append(byte[])}
     */
    public CompletionStage<Long> append(byte[] record, int length, LongConsumer durable) {
        return append(record, length, false, durable);
    }

    private CompletionStage<Long> append(byte[] record, int length, boolean patient, LongConsumer durable) {
        if (length > settings.recordBytesMax()) {
            return CompletableFuture.failedStage(new IllegalArgumentException("cannot append to journal "
                    + settings.name() + ": record of " + length + " bytes, limit " + settings.recordBytesMax()));
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        return switch (line.offer(new Waiting.Append(record, length, patient, durable, done))) {
            case TAKEN -> done.minimalCompletionStage();
            case FULL -> {
                refused.incrementAndGet();
                yield CompletableFuture.failedStage(
                        new JournalFullException(settings.name(), line.bytes(), settings.waitingBytesMax()));
            }
            case CLOSED -> CompletableFuture.failedStage(closed());
        };
    }

    /**
     * Visits, on the calling thread, every record from a position on that is durable when the call begins. Damage met on
     * the way is skipped and added to {@link #damages}.
     *
     * @throws IOException when a segment cannot be read, for instance because it was dropped meanwhile, or the visitor
     *     throws
     */
    public void replay(long fromPosition, RecordVisitor visitor) throws IOException {
        segments.replay(fromPosition, writer.end(), visitor);
    }

    /**
     * Every segment from now on begins with a record of its own: a summary of what must be known of older segments, so that a
     * start need not read them.
     *
     * @param record asked on the writer thread when all earlier records are durable and their listeners were told; empty for
     *     none. It has a position like any other record and is replayed like it
     */
    public void beginSegmentsWith(Supplier<byte[]> record) {
        writer.head(record);
    }

    /** The positions at which segments begin, oldest first: where a replay may begin and find a summary. */
    public List<Long> segmentPositions() {
        return segments.bases();
    }

    /**
     * Says from which position on somebody still needs the records. If they were dropped, or the end of the journal is gone,
     * that is damage.
     *
     * @param position behind the last record that is held elsewhere
     */
    public void expect(long position) {
        segments.droppedBefore().ifPresent(dropped -> {
            if (dropped > position) missing(position, dropped);
        });
        if (writer.recovered() < position) missing(writer.recovered(), position);
    }

    private void missing(long from, long to) {
        segments.report(new Damage(Damage.Kind.MISSING_RECORDS, "(no file)", 0, 0, from, to));
    }

    /** Why the disk does not take records now, as of the last attempt; null when it does. */
    public @Nullable String failing() {
        return writer.failing();
    }

    /** Greater than every position given so far; the next record's position is this or greater. */
    public long nextPosition() {
        return writer.next();
    }

    /** The position from which a replay can be complete; equal to {@link #nextPosition} in a new journal. */
    public long firstPosition() {
        return segments.firstPosition(writer.next());
    }

    /** What could not be read since the journal was opened; empty on a healthy disk. */
    public List<Damage> damages() {
        return segments.damages();
    }

    /**
     * Deletes the segments whose records all have lower positions. Blocks until it is done.
     *
     * @throws IOException when the disk fails; what is left is dropped by the next call
     */
    public void dropBefore(long position) throws IOException {
        refuseOnWriterThread("drop segments of");
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (line.offer(new Waiting.Drop(position, done)) == WaitingLine.Answer.CLOSED) throw closed();
        try {
            done.join();
        } catch (CompletionException failed) {
            throw new IOException(
                    "cannot drop segments of journal " + settings.name() + ": " + failed.getMessage(), failed);
        }
    }

    /** Numbers for metrics. */
    public JournalStats stats() {
        return new JournalStats(
                writer.appendedRecords.get(),
                writer.appendedBytes.get(),
                writer.failedRecords.get(),
                refused.get(),
                writer.fsyncs.get(),
                writer.lastFsyncNanos(),
                line.records(),
                line.bytes(),
                segments.count());
    }

    /** Answers all that waits, then closes and unlocks. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        refuseOnWriterThread("close");
        line.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        lock.close();
    }

    private void refuseOnWriterThread(String what) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "cannot " + what + " journal " + settings.name() + ": on its writer thread");
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("cannot use journal " + settings.name() + ": it is closed");
    }
}
