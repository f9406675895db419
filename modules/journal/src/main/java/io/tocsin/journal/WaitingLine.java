package io.tocsin.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue between callers and the writer thread; counts a record as waiting until it is answered. */
final class WaitingLine {
    /** How much goes into one group: more would only delay the answer to the first. */
    private static final long GROUP_BYTES_MAX = 8L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private final long bytesMax;
    private long records;
    private long bytes;
    private boolean closed;

    WaitingLine(long bytesMax) {
        this.bytesMax = bytesMax;
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
            line.add(waiting);
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
            while (line.isEmpty() && !closed) arrived.awaitUninterruptibly();
            List<Waiting> group = new ArrayList<>(line.size());
            long groupBytes = 0;
            while (!line.isEmpty() && groupBytes < GROUP_BYTES_MAX) {
                Waiting next = line.remove();
                if (next instanceof Waiting.Append append) groupBytes += append.length();
                group.add(next);
            }
            return group;
        } finally {
            lock.unlock();
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
