package io.tocsin.server.callbacks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A body as it came, byte by byte, because that is what its sender signed. */
final class RawBody {
    /** PagerDuty's webhooks have some ten kilobytes, Slack's carry a whole message. */
    static final int BYTES_MAX = 1 << 20;

    private RawBody() {}

    /** The body; fails with {@link TooLongException} as soon as it is too long, and when the connection breaks. */
    static Future<Buffer> of(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > BYTES_MAX) whole.tryFail(new TooLongException());
            else body.appendBuffer(chunk);
        });
        return whole.future();
    }

    /** Longer than anything that is meant for us. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLongException() {
            super("the body has more than " + BYTES_MAX + " bytes");
        }
    }
}
