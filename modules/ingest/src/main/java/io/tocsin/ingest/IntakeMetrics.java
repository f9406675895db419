package io.tocsin.ingest;

/** Counts what comes in. Called from any event loop, often: implementations must be cheap and safe for threads. */
public interface IntakeMetrics {
    /** Counts nothing. */
    IntakeMetrics NONE = new IntakeMetrics() {
        @Override
        public void accepted(String source, int events) {}

        @Override
        public void rejected(String source, Refusal reason, int count) {}

        @Override
        public void bytes(String source, int bytes) {}

        @Override
        public void masked(String source, int values) {}
    };

    /** Events that are durable, rejects not among them. */
    void accepted(String source, int events);

    /** Records for {@link Refusal#UNREADABLE_RECORD}, whole bodies for every other reason. */
    void rejected(String source, Refusal reason, int count);

    /** Bytes as they came over the wire, of bodies that were read to their end. */
    void bytes(String source, int bytes);

    /** Values that were masked before they were stored; only called where there are any. */
    void masked(String source, int values);
}
