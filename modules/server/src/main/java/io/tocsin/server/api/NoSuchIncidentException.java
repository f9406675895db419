package io.tocsin.server.api;

/** Nothing is known under that id. */
public final class NoSuchIncidentException extends RuntimeException {
    public NoSuchIncidentException(String id) {
        super("there is no incident '" + id + "'");
    }
}
