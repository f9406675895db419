package io.tocsin.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all bodies that are in memory, over all event loops, and says when there are too many. */
final class HeldBytes {
    private final AtomicLong held = new AtomicLong();
    private final long limit;

    HeldBytes(long limit) {
        this.limit = limit;
    }

    /** Bytes in memory now. */
    long held() {
        return held.get();
    }

    Share share() {
        return new Share();
    }

    /** What one request holds; used on one event loop, given back once. */
    final class Share {
        private long mine;

        /** Takes more; refused when all requests together would hold too much. */
        void take(long bytes) {
            mine += bytes;
            if (held.addAndGet(bytes) <= limit) return;
            throw new RefusedBodyException(
                    Refusal.OVERLOADED,
                    "cannot take more bodies now: those being stored would need more than the limit of " + limit
                            + " bytes");
        }

        /** Gives everything back; harmless when repeated. */
        void release() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
