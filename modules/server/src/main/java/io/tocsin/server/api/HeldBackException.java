package io.tocsin.server.api;

/** Events are under a hold: they cannot be deleted before somebody lets go of it. */
public class HeldBackException extends RuntimeException {
    public HeldBackException(String message) {
        super(message);
    }
}
