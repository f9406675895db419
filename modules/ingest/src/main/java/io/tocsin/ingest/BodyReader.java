package io.tocsin.ingest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;

/**
 * Reads the body of one request, never more than the limit. When it is refused, what still arrives is thrown away for a
 * while, so that the client gets to read the answer: closing at once would reset the connection under it.
 */
final class BodyReader {
    private static final int FIRST_BYTES = 8 << 10;

    /** So much room is made on the word of a client: a usual batch, and little enough for a thousand liars. */
    private static final int TRUSTED_BYTES = 64 << 10;

    private final HttpServerRequest request;
    private final HeldBytes.Share share;
    private final int limit;
    private final Promise<Bytes> whole = Promise.promise();
    private byte[] bytes = new byte[0];
    private int firstBytes = FIRST_BYTES;
    private int length;
    private long thrownAway;

    BodyReader(HttpServerRequest request, HeldBytes.Share share, int limit) {
        this.request = request;
        this.share = share;
        this.limit = limit;
    }

    /** Reads to the end; fails with {@link RefusedBodyException}, or with the cause when the client goes away. */
    Future<Bytes> read() {
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(new Bytes(bytes, length)));
        request.handler(this::take);
        request.resume();
        return whole.future();
    }

    /** Refuses without reading, also when the client says by itself that it will be too much. */
    Future<Bytes> refuse(RefusedBodyException refusal) {
        whole.fail(refusal);
        return read();
    }

    /**
     * What the client announces.
     *
     * @throws RefusedBodyException when it is over the limit
     */
    void requireAcceptableLength() {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The server has checked that it is a number; of more digits than a long has, it is too large.
        if (announced == null) return;
        if (announced.length() > 18 || Long.parseLong(announced) > limit) throw tooLarge(announced);
        firstBytes = Math.min(TRUSTED_BYTES, Integer.parseInt(announced));
    }

    private void take(Buffer chunk) {
        if (whole.future().isComplete()) {
            throwAway(chunk.length());
            return;
        }
        try {
            share.take(chunk.length());
            append(chunk);
        } catch (RefusedBodyException e) {
            bytes = new byte[0];
            whole.fail(e);
        }
    }

    private void append(Buffer chunk) {
        int next = length + chunk.length();
        if (next > limit) throw tooLarge("more than " + limit);
        if (next > bytes.length) bytes = Arrays.copyOf(bytes, capacity(next));
        chunk.getBytes(bytes, length);
        length = next;
    }

    private int capacity(int needed) {
        return (int) Math.min(limit, Math.max(needed, Math.max(firstBytes, bytes.length * 2L)));
    }

    private RefusedBodyException tooLarge(String size) {
        return new RefusedBodyException(
                Refusal.TOO_LARGE, "cannot accept body: its " + size + " bytes are over the limit of " + limit);
    }

    private void throwAway(int more) {
        thrownAway += more;
        if (thrownAway <= limit) return;
        request.handler(null);
        if (request.version() == HttpVersion.HTTP_2) request.response().reset(0);
        else request.connection().close();
    }
}
