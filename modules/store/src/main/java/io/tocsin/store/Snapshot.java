package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A committed state of a store, whose files stay as they are until it is closed. */
public interface Snapshot extends AutoCloseable {
    /** Takes snapshots of a store that is at work. */
    @FunctionalInterface
    interface Source {
        /** The newest committed state. On any thread. */
        Snapshot take() throws IOException;
    }

    /** The folder that holds the store and nothing else. */
    Path folder();

    /** Everything that makes up this state: files within the folder, which nobody writes to any more. */
    List<Path> files() throws IOException;

    /** Lets the store delete those of the files that it needs no more. */
    @Override
    void close() throws IOException;
}
