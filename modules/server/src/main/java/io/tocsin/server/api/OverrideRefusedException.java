package io.tocsin.server.api;

/** An override cannot be made or taken back as it was asked for. */
public final class OverrideRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status 400 for what contradicts itself or a limit, 404 for what is not there, 409 for what contradicts another */
    public OverrideRefusedException(int status, String why) {
        super(why);
        this.status = status;
    }

    /** There is none of that id. */
    public static OverrideRefusedException unknown(String why) {
        return new OverrideRefusedException(404, why);
    }

    int status() {
        return status;
    }
}
