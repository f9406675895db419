package io.tocsin.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue between callers and the writer thread; counts a record as waiting until it is answered. */
final class WaitingLine {
    /** How much goes into one group: more would only delay the answer to the first. */
    private static final long GROUP_BYTES_MAX = 8L << 20;

    /** So long a patient record waits for others to share a sync with: several syncs of a slow disk, nothing to a person. */
    static final Duration PATIENCE = Duration.ofMillis(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private final long bytesMax;
    private final Duration patience;
    private long records;
    private long bytes;
    private boolean closed;

    /** Whether anything in the line wants the disk now. */
    private boolean urgent;

    /** When the first patient record came into a line without urgent ones; its time is up a {@link #PATIENCE} later. */
    private long patientSince;

    WaitingLine(long bytesMax, Duration patience) {
        this.bytesMax = bytesMax;
        this.patience = patience;
    }

    /** How an offer was received. */
    enum Answer {
        TAKEN,
        FULL,
        CLOSED
    }

    Answer offer(Waiting waiting) {
        lock.lock();
        try {
            if (closed) return Answer.CLOSED;
            if (waiting instanceof Waiting.Append append) {
                if (bytes + append.length() > bytesMax) return Answer.FULL;
                bytes += append.length();
                records++;
            }
            if (line.isEmpty()) patientSince = System.nanoTime();
            line.add(waiting);
            urgent |= !(waiting instanceof Waiting.Append append) || !append.patient();
            arrived.signal();
            return Answer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work and takes what makes one group, in order; empty once closed and worked off. */
    List<Waiting> takeGroup() {
        lock.lock();
        try {
            awaitWork();
            List<Waiting> group = new ArrayList<>(line.size());
            long groupBytes = 0;
            while (!line.isEmpty() && groupBytes < GROUP_BYTES_MAX) {
                Waiting next = line.remove();
                if (next instanceof Waiting.Append append) groupBytes += append.length();
                group.add(next);
            }
            urgent = !line.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork() {
        while (!closed && !urgent) {
            if (line.isEmpty()) {
                arrived.awaitUninterruptibly();
                continue;
            }
            long left = patientSince + patience.toNanos() - System.nanoTime();
            if (left <= 0) return;
            try {
                arrived.awaitNanos(left);
            } catch (InterruptedException nobodyMeansIt) {
                return;
            }
        }
    }

    /** Makes room: this many records are about to be answered. */
    void answered(long answeredRecords, long answeredBytes) {
        lock.lock();
        try {
            records -= answeredRecords;
            bytes -= answeredBytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    long records() {
        lock.lock();
        try {
            return records;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
