package io.tocsin.server.alertmanager;

/** Why one alert of a batch is not taken. */
final class BadAlertException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    /** One that has the right shape and makes no sense. */
    BadAlertException(String why) {
        this(400, 0, why);
    }

    /** One that does not have the right shape. */
    BadAlertException(int status, int code, String why) {
        super(why, null, false, false);
        this.status = status;
        this.code = code;
    }

    static BadAlertException ofType(String what, String type) {
        return new BadAlertException(400, 400, "parsing alerts body failed, because " + what + " must be " + type);
    }

    int status() {
        return status;
    }

    /** The code of the schema layer; 0 for none. */
    int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
