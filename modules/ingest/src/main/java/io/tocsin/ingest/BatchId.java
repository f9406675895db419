package io.tocsin.ingest;

import io.vertx.core.http.HttpServerRequest;

/** The name that a client gives a batch, so that sending it again stores nothing twice. */
final class BatchId {
    private static final String OURS = "X-Tocsin-Batch";

    /** What other APIs call the same; some libraries send it by themselves. */
    private static final String CUSTOM = "Idempotency-Key";

    /** A UUID has 36; the names lie in memory and in the journal for as long as they are recognised. */
    private static final int LENGTH_MAX = 128;

    private BatchId() {}

    /**
     * The name, or nothing when the client gave none.
     *
     * @throws RefusedBodyException for one that is empty, too long or not printable ASCII
     */
    static String of(HttpServerRequest request) {
        String ours = request.getHeader(OURS);
        String header = ours == null ? CUSTOM : OURS;
        String id = ours == null ? request.getHeader(CUSTOM) : ours;
        if (id == null) return "";
        boolean good = !id.isEmpty() && id.length() <= LENGTH_MAX && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (good) return id;
        throw new RefusedBodyException(
                Refusal.BAD_BATCH_ID,
                "cannot use the " + header + ": it must have 1 to " + LENGTH_MAX + " visible ASCII characters, it has "
                        + id.length() + " characters");
    }
}
