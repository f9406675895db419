package io.tocsin.journal;

import java.io.IOException;

/** Receives the records of a replay, oldest first. */
@FunctionalInterface
public interface RecordVisitor {
    /**
     * Takes one record; what it throws ends the replay and reaches the caller.
     *
     * @param position the record's position, always greater than the one before
     * @param record the bytes as appended; the visitor may keep them
     */
    void visit(long position, byte[] record) throws IOException;
}
