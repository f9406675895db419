package io.tocsin.store;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Sinks whose bytes the disk has, to be written again: a fresh array of a usual batch is wiped first, and its memory comes from far
 * away. Safe for any thread.
 */
final class SpareSinks {
    /** More senders at once make their own. */
    private static final int KEPT = 32;

    /** For less than this a new one costs no more. */
    private static final int BYTES_MIN = 4 << 10;

    /** Twice a usual batch; all that are kept take two megabytes. */
    private static final int BYTES_MAX = 64 << 10;

    private final ArrayBlockingQueue<ByteSink> kept = new ArrayBlockingQueue<>(KEPT);

    /** An empty one for about so many bytes. */
    ByteSink take(int expectedBytes) {
        if (expectedBytes < BYTES_MIN || expectedBytes > BYTES_MAX) return new ByteSink(expectedBytes);
        ByteSink spare = kept.poll();
        if (spare == null) return new ByteSink(expectedBytes);
        spare.clear(expectedBytes);
        return spare;
    }

    /** Keeps one whose bytes nobody reads any more. */
    void giveBack(ByteSink sink) {
        int bytes = sink.array().length;
        if (bytes >= BYTES_MIN && bytes <= BYTES_MAX) kept.offer(sink);
    }
}
