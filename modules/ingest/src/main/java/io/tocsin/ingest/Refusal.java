package io.tocsin.ingest;

/** Why something was not accepted: the same word in answers and metrics. */
public enum Refusal {
    /** A record that is no event; kept as a reject. */
    UNREADABLE_RECORD(200, "unreadable record"),
    /** Not one record of the body could be read. */
    NOTHING_READABLE(400, "nothing readable"),
    /** The name of the batch is none. */
    BAD_BATCH_ID(400, "bad batch id"),
    /** The body did not inflate, or ended early. */
    BROKEN_BODY(400, "broken body"),
    /** The body or its number of records is over a limit. */
    TOO_LARGE(413, "too large"),
    /** A Content-Encoding that we do not know. */
    UNKNOWN_ENCODING(415, "unknown encoding"),
    /** Too much is waiting to be stored. */
    OVERLOADED(503, "overloaded"),
    /** It was read but could not be made durable. */
    NOT_STORED(503, "not stored");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that says so. */
    public int status() {
        return status;
    }

    /** A few words for people and for the label of a metric. */
    public String title() {
        return title;
    }
}
