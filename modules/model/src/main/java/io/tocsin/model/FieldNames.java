package io.tocsin.model;

/** The normalised field names that search, rules and the console can rely on, whatever a service called them. */
public final class FieldNames {
    /** When it happened. Only as an alias list: the time itself is {@link LogEvent#time()}. */
    public static final String TIME = "time";
    /** One of {@link LogLevel}, upper case. */
    public static final String LEVEL = "level";

    public static final String SERVICE = "service";
    /** The first correlation ID; {@link LogEvent#correlationIds()} has them all. */
    public static final String REQUEST_ID = "request_id";

    public static final String ACTION = "action";
    public static final String MESSAGE = "message";
    public static final String USER = "user";
    public static final String DURATION_MS = "duration_ms";
    public static final String STATUS = "status";
    public static final String IP = "ip";

    /** How much money it was about. */
    public static final String AMOUNT = "amount";
    /** Where the user was: a country, a region, a city. */
    public static final String LOCATION = "location";
    /** How many bytes went out. */
    public static final String BYTES = "bytes";

    /** Set to {@code true} on a record that could not be read as an event but is kept all the same. */
    public static final String REJECT = "_reject";

    private FieldNames() {}
}
