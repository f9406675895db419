package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a block that is read when it is first asked for, and kept. For any thread: two that ask at once may both read it,
 * and find the same. What failed is tried again.
 */
final class Lazily<T> {
    private final Reading<T> reading;
    private volatile @Nullable T known;

    /** How it is read: as often as asked, the same each time. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    Lazily(Reading<T> reading) {
        this.reading = reading;
    }

    /** Null while nobody has asked. */
    @Nullable
    T known() {
        return known;
    }

    T get() throws IOException {
        T found = known;
        if (found != null) return found;
        try {
            T read = reading.read();
            known = read;
            return read;
        } catch (RuntimeException broken) {
            // Checksums held, so a writer made this: better one column lost than a search thread.
            throw new IOException("cannot read block: a column that makes no sense", broken);
        }
    }
}
