package io.tocsin.ingest;

import java.time.Duration;

/** There is no room for a batch now; nothing of it was stored. */
public final class OverloadedException extends RuntimeException {
    private final Duration retryAfter;

    /** Says no until then. */
    public OverloadedException(Duration retryAfter) {
        this(retryAfter, "the journal is behind");
    }

    /** Says no until then, and why. */
    public OverloadedException(Duration retryAfter, String why) {
        // Without a stack trace: it is thrown exactly when there is no time for one.
        super("cannot take more events: " + why, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When it is worth to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
