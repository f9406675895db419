package io.tocsin.server.api;

/** Too much is waiting to take more; the caller should come back in a moment. */
public class BusyException extends RuntimeException {
    public BusyException(String message) {
        super(message);
    }
}
