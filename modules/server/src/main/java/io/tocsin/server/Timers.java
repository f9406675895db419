package io.tocsin.server;

import java.time.Duration;

/** Sets a timer. A timer is a hint to look again; the deadline in the state is the truth. */
@FunctionalInterface
interface Timers {
    /** Runs the task once, after the delay, on the loop that owns these timers. */
    Handle after(Duration delay, Runnable task);

    /** Takes a timer back; harmless when it has fired. */
    @FunctionalInterface
    interface Handle {
        void cancel();
    }
}
