package io.tocsin.store;

import java.io.IOException;

/** Receives the batches of a replay, oldest first. */
@FunctionalInterface
public interface BatchVisitor {
    /** Takes one batch with its position in the log; what it throws ends the replay and reaches the caller. */
    void visit(long position, EventBatch batch) throws IOException;
}
