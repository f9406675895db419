package io.tocsin.ingest;

/** A body that is refused whole, before anything of it is stored. */
public final class RefusedBodyException extends RuntimeException {
    private final Refusal refusal;

    RefusedBodyException(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    /** Which kind of refusal. */
    public Refusal refusal() {
        return refusal;
    }
}
