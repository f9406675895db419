package io.tocsin.server.api;

/** Somebody else is doing it already, and one at a time is enough. */
public class UnderWayException extends RuntimeException {
    public UnderWayException(String message) {
        super(message);
    }
}
