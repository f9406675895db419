package io.tocsin.server.api;

/** A key that names one request was used for another one before. */
public final class OtherRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception with the reason, for people. */
    public OtherRequestException(String reason) {
        super(reason);
    }
}
