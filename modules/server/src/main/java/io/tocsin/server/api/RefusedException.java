package io.tocsin.server.api;

/** What was asked for is not possible in the state that the incident is in. */
public final class RefusedException extends RuntimeException {
    private final String state;

    public RefusedException(String reason, String state) {
        super(reason);
        this.state = state;
    }

    /** The state that it is in. */
    public String state() {
        return state;
    }
}
