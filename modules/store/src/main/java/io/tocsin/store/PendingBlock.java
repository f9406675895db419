package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A block that is sealed and written, but not yet in a segment that can be searched. */
// Arrays: the bytes of the block, and its terms in ascending order; never compared.
@SuppressWarnings("ArrayRecordComponent")
record PendingBlock(byte[] bytes, int[] terms, long minTime, long maxTime, int events) implements Chunk {
    @Override
    public Block read() throws IOException {
        return Block.read(bytes, 0, bytes.length);
    }

    @Override
    public @Nullable Object owner() {
        return null;
    }

    @Override
    public void onceGone(Runnable action) {}

    @Override
    public String toString() {
        return "a block in memory, with " + events + " events";
    }
}
