package io.tocsin.server.api;

/** One caller has so much under way that more would be taken from others; it should wait for its own to end. */
public class ShareUsedException extends RuntimeException {
    public ShareUsedException(String message) {
        super(message);
    }
}
