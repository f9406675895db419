package io.tocsin.ingest;

/** One record that is no event; the others are not concerned. The message says why, in the words of a {@link Reject}. */
final class UnreadableException extends RuntimeException {
    private final boolean unfinished;
    private final int read;

    UnreadableException(String message, int read, boolean unfinished) {
        // Without a stack trace: a body of 50,000 bad lines throws as many.
        super(message, null, false, false);
        this.read = read;
        this.unfinished = unfinished;
    }

    /** How many bytes were read before it was clear. */
    int read() {
        return read;
    }

    /** The bytes ended before the object did: with more of them it might have been one. */
    boolean unfinished() {
        return unfinished;
    }
}
