package io.tocsin.server.alertmanager;

/** A request that is refused before anything is done. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedRequestException(Refusal refusal) {
        super(refusal.body(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
