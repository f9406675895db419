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
}
