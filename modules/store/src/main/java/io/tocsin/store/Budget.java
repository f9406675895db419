package io.tocsin.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long a search may go on. Belongs to it. */
final class Budget {
    private final long deadline;
    private final BooleanSupplier gone;

    Budget(Duration patience, BooleanSupplier gone) {
        this.deadline = System.nanoTime() + patience.toNanos();
        this.gone = gone;
    }

    /** Whether it must end with what it has: time is up, or nobody waits any more. */
    boolean isOver() {
        return System.nanoTime() - deadline >= 0 || gone.getAsBoolean();
    }
}
