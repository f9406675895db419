package io.tocsin.store;

import java.io.IOException;

/** A sealed block as a search meets it, not yet read. */
interface Chunk {
    /** Time of its oldest event, as {@link IndexTime}. */
    long minTime();

    /** Time of its newest event, as {@link IndexTime}. */
    long maxTime();

    int events();

    /** Reads it, anew at each call. */
    Block read() throws IOException;

    /** What it belongs to and goes with; the same object for all that go together. */
    Object owner();

    /** Runs something once the owner is gone: at most once, on any thread, perhaps at once. */
    void onceGone(Runnable action);
}
