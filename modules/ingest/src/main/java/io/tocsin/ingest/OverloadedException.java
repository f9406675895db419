package io.tocsin.ingest;

import java.time.Duration;

/** There is no room for a batch now; nothing of it was stored. */
public final class OverloadedException extends RuntimeException {
    private final Duration retryAfter;

    /** Says no until then. */
    public OverloadedException(Duration retryAfter) {
        // Without a stack trace: it is thrown exactly when there is no time for one.
        super("cannot take more events: the journal is behind", null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When it is worth to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
