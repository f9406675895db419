package io.tocsin.ingest;

/** A body of which not one record could be read. */
final class NothingReadableException extends RuntimeException {
    private final Reject first;

    NothingReadableException(Reject first) {
        super(first.reason(), null, false, false);
        this.first = first;
    }

    /** The first of its rejects stands for all. */
    Reject first() {
        return first;
    }
}
