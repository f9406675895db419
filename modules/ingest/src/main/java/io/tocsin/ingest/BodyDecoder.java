package io.tocsin.ingest;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body of JSON objects, whatever its content type says: an array, one object, or objects one after the other, on
 * lines of their own (NDJSON) or not. Told by the first byte that is not white. A bad record costs only itself and is kept
 * as an event that says {@code _reject}. Safe for any thread.
 */
public final class BodyDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(BodyDecoder.class);

    private final Tools tools;

    /** What every body needs. */
    record Tools(EventDecoder decoder, LongSupplier ids, Limits limits) {}

    /**
     * A decoder for bodies of JSON.
     *
     * @param ids numbers the events, as {@link EventIds} does
     */
    public BodyDecoder(EventDecoder decoder, LongSupplier ids, Limits limits) {
        this.tools = new Tools(decoder, ids, limits);
    }

    /**
     * Decodes all of the bytes; they are kept, not copied, when they are one event.
     *
     * @throws RefusedBodyException when the body is over a limit; then no event of it counts
     */
    public Decoded decode(byte[] body, Instant receivedAt) {
        return decode(new Bytes(body, body.length), receivedAt);
    }

    Decoded decode(Bytes bytes, Instant receivedAt) {
        byte[] body = bytes.array();
        int length = bytes.length();
        requireWithinLimit(length);
        Records records = new Records(tools, receivedAt, body);
        int start = startsWithMark(body, length) ? 3 : 0;
        int from = JsonExtent.skipBlank(body, start, length);
        if (from == length) records.reject(1, "cannot read body: it is empty", length, length);
        else if (body[from] == '[') new ArrayReader(body, from + 1, length, records).read();
        else new LinesReader(body, start, length, records).read();
        return records.decoded();
    }

    /**
     * Decodes what cannot be refused, because nobody waits for an answer and the next one waits behind it: a body that
     * would be refused, or that meets a fault of ours, is kept as one reject.
     */
    Decoded decodeOrKeep(byte[] body, Instant receivedAt) {
        try {
            return decode(body, receivedAt);
        } catch (RuntimeException e) {
            if (!(e instanceof RefusedBodyException)) LOG.error("cannot decode a body of {} bytes", body.length, e);
            Records records = new Records(tools, receivedAt, body);
            records.reject(1, String.valueOf(e.getMessage()), 0, body.length);
            return records.decoded();
        }
    }

    private void requireWithinLimit(int length) {
        if (length > tools.limits().bodyBytes()) {
            throw new RefusedBodyException(
                    Refusal.TOO_LARGE,
                    "cannot accept body: its " + length + " bytes are over the limit of "
                            + tools.limits().bodyBytes());
        }
    }

    /** A byte order mark, as Windows tools write it. */
    private static boolean startsWithMark(byte[] body, int length) {
        return length >= 3 && (body[0] & 0xff) == 0xef && (body[1] & 0xff) == 0xbb && (body[2] & 0xff) == 0xbf;
    }
}
