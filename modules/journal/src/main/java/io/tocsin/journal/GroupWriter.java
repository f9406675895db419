package io.tocsin.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writer thread's work: writes all that waits, syncs once, answers all. A position is never given twice, not even to a
 * record whose append failed. After a failure nothing of the open segment that is not yet synced may be trusted, because
 * the operating system forgets what it could not write; so the segment is given up and the next append begins another.
 */
final class GroupWriter implements Runnable {
    private static final byte[] NO_HEAD = {};

    private final Segments segments;
    private final JournalSettings settings;
    private final WaitingLine line;
    private final long recovered;
    private final List<Waiting.Append> unsynced = new ArrayList<>();
    final AtomicLong appendedRecords = new AtomicLong();
    final AtomicLong appendedBytes = new AtomicLong();
    final AtomicLong failedRecords = new AtomicLong();
    final AtomicLong fsyncs = new AtomicLong();
    private volatile Supplier<byte[]> head = () -> NO_HEAD;
    private @Nullable SegmentWriter open;
    private volatile long end;
    private volatile long next;
    private volatile long lastFsyncNanos;

    /** Bytes of the head among what is not synced; nobody waits for it. */
    private long headBytes;

    /** Why the last group failed; null once one went well. */
    private volatile @Nullable String failing;

    GroupWriter(Segments segments, Segments.Recovered recovered, JournalSettings settings, WaitingLine line) {
        this.segments = segments;
        this.settings = settings;
        this.line = line;
        this.recovered = recovered.end();
        this.end = recovered.end();
        this.next = Math.max(recovered.next(), settings.lowestPosition());
    }

    /** The position behind the last durable record. */
    long end() {
        return end;
    }

    /** The position behind the last record that was there when the journal was opened. */
    long recovered() {
        return recovered;
    }

    /** The position that the next group begins with. */
    long next() {
        return next;
    }

    long lastFsyncNanos() {
        return lastFsyncNanos;
    }

    @Nullable
    String failing() {
        return failing;
    }

    @Override
    public void run() {
        for (List<Waiting> group = line.takeGroup(); !group.isEmpty(); group = line.takeGroup()) {
            work(group);
        }
        if (open != null) closeOpen(open);
    }

    private void work(List<Waiting> group) {
        @Nullable Throwable broken = null;
        for (Waiting waiting : group) {
            switch (waiting) {
                case Waiting.Append append -> {
                    unsynced.add(append);
                    if (broken == null) broken = attempt(() -> write(append));
                }
                case Waiting.Drop drop -> {
                    if (broken == null) broken = attempt(this::sync);
                    drop(drop);
                }
            }
        }
        if (broken == null) broken = attempt(this::sync);
        if (broken != null && !unsynced.isEmpty()) failAll(broken);
    }

    /** A step that talks to the disk. */
    private interface Step {
        void run() throws IOException;
    }

    /** Whatever goes wrong is the answer to those who wait: the thread itself must survive it. */
    private @Nullable Throwable attempt(Step step) {
        try {
            step.run();
            return null;
        } catch (IOException | RuntimeException | Error failed) {
            failAll(failed);
            return failed;
        }
    }

    private void write(Waiting.Append append) throws IOException {
        if (open != null && open.bytes() >= settings.segmentBytes()) roll(open);
        SegmentWriter into = open;
        if (into == null) {
            unsynced.removeLast();
            try {
                into = begin();
            } finally {
                unsynced.add(append);
            }
        }
        into.append(next + unsynced.size() - 1, append.record(), append.length());
    }

    /** Begins a segment, with nothing unsynced before it. */
    private SegmentWriter begin() throws IOException {
        SegmentWriter fresh = segments.create(new Segment(next, end), settings.segmentBytes());
        open = fresh;
        byte[] record = head.get();
        if (record.length > 0) {
            unsynced.add(new Waiting.Append(record, record.length, false, position -> {}, new CompletableFuture<>()));
            headBytes = record.length;
            fresh.append(next, record, record.length);
        }
        return fresh;
    }

    /** Every segment from now on begins with a record of what was known by then; asked on this thread. */
    void head(Supplier<byte[]> record) {
        head = record;
    }

    private void roll(SegmentWriter full) throws IOException {
        Waiting.Append last = unsynced.removeLast();
        try {
            sync();
        } finally {
            unsynced.add(last);
        }
        closeOpen(full);
    }

    private void sync() throws IOException {
        if (open == null || unsynced.isEmpty()) return;
        long started = System.nanoTime();
        open.sync();
        lastFsyncNanos = System.nanoTime() - started;
        fsyncs.incrementAndGet();
        long first = next;
        long bytes = bytes(unsynced) - headBytes;
        int records = unsynced.size() - (headBytes > 0 ? 1 : 0);
        headBytes = 0;
        List<Waiting.Append> durable = List.copyOf(unsynced);
        unsynced.clear();
        end = first + durable.size();
        next = end;
        appendedRecords.addAndGet(records);
        appendedBytes.addAndGet(bytes);
        line.answered(records, bytes);
        failing = null;
        for (int i = 0; i < durable.size(); i++) answer(durable.get(i), first + i);
    }

    /** A listener with a bug must not keep the others from being answered. */
    private static void answer(Waiting.Append append, long position) {
        try {
            append.durable().accept(position);
            append.done().complete(position);
        } catch (RuntimeException bug) {
            append.done().completeExceptionally(bug);
        }
    }

    private void failAll(Throwable cause) {
        List<Waiting.Append> lost = List.copyOf(unsynced);
        unsynced.clear();
        SegmentWriter given = open;
        open = null;
        if (given != null) given.abandon(cause);
        skip(Math.max(1, lost.size()));
        int records = lost.size() - (headBytes > 0 ? 1 : 0);
        long bytes = bytes(lost) - headBytes;
        headBytes = 0;
        failing = String.valueOf(cause.getMessage());
        failedRecords.addAndGet(records);
        line.answered(records, bytes);
        for (Waiting.Append append : lost) {
            append.done()
                    .completeExceptionally(new IOException(
                            "cannot append to journal " + settings.name() + ": " + cause.getMessage(), cause));
        }
    }

    private void skip(int positions) {
        long first = next;
        next = first + positions;
    }

    private void drop(Waiting.Drop drop) {
        try {
            boolean whole = drop.before() >= end && segments.newestHoldsRecordsBefore(end);
            if (whole) {
                if (open != null) closeOpen(open);
                begin();
                sync();
            }
            segments.dropBefore(drop.before());
            drop.done().complete(true);
        } catch (IOException | RuntimeException failed) {
            // The name of a segment that could not be created may be taken now.
            if (!unsynced.isEmpty()) failAll(failed);
            else if (open == null) skip(1);
            drop.done().completeExceptionally(failed);
        }
    }

    /** Everything in it is synced, so what closing says changes nothing. */
    private void closeOpen(SegmentWriter synced) {
        open = null;
        try {
            synced.close();
        } catch (IOException ignored) {
            // The file is only read from here on, through a handle of its own.
        }
    }

    private static long bytes(List<Waiting.Append> appends) {
        long sum = 0;
        for (Waiting.Append append : appends) sum += append.length();
        return sum;
    }
}
