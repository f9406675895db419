package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A sealed block as a search meets it, not yet read. */
interface Chunk {
    /** Time of its oldest event, as {@link IndexTime}. */
    long minTime();

    /** Time of its newest event, as {@link IndexTime}. */
    long maxTime();

    int events();

    /** Reads it, anew at each call. */
    Block read() throws IOException;

    /** What it belongs to and goes with, the same object for all that go together; null when that is nobody else's. */
    @Nullable
    Object owner();

    /** Runs something once the owner is gone, on any thread; never without an owner. */
    void onceGone(Runnable action);
}
