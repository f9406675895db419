package io.tocsin.ingest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client of {@code POST /api/v1/logs} is told: counts, or a problem as RFC 9457 has it. */
final class Answer {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    /** A client that sends nothing but bad records learns nothing from the eleventh. */
    private static final int MOST_ERRORS = 10;

    /** The journal catches up within a second or it is down; either way this is soon enough. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Answer() {}

    /** A batch that was stored before is told what it was told then. */
    static void accepted(RoutingContext routing, Decoded decoded, Receipt receipt) {
        boolean plain = decoded.rejects().isEmpty() && receipt.first() == null && receipt.duplicates() == 0;
        if (plain) {
            // By far the most: written by hand, because a tree of JSON costs more than reading a small body.
            String counts = "{\"accepted\":" + decoded.accepted() + ",\"rejected\":0,\"errors\":[]}";
            send(routing, 200, "application/json", Buffer.buffer(counts));
            return;
        }
        JsonArray errors = new JsonArray();
        decoded.rejects().stream()
                .limit(MOST_ERRORS)
                .forEach(reject ->
                        errors.add(new JsonObject().put("line", reject.line()).put("reason", reject.reason())));
        Intake.Named first = receipt.first();
        JsonObject counts = new JsonObject()
                .put("accepted", first == null ? decoded.accepted() : first.accepted())
                .put("rejected", first == null ? decoded.rejects().size() : first.rejected())
                .put("errors", errors);
        if (receipt.duplicates() > 0) counts.put("duplicates", receipt.duplicates());
        send(routing, 200, "application/json", counts.toBuffer());
    }

    static Refusal refusal(Throwable cause) {
        return switch (cause) {
            case RefusedBodyException refused -> refused.refusal();
            case NothingReadableException nothing -> Refusal.NOTHING_READABLE;
            case OverloadedException overloaded -> Refusal.OVERLOADED;
            case HttpClosedException gone -> Refusal.BROKEN_BODY;
            default -> Refusal.NOT_STORED;
        };
    }

    static void refused(RoutingContext routing, Throwable cause) {
        Refusal refusal = refusal(cause);
        if (refusal == Refusal.NOT_STORED) LOG.error("cannot store a batch from http", cause);
        JsonObject problem = new JsonObject()
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("detail", refusal == Refusal.NOT_STORED ? "cannot store the batch" : cause.getMessage());
        if (cause instanceof NothingReadableException nothing) {
            problem.put("line", nothing.first().line());
        }
        if (refusal.status() == 503) {
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, seconds(cause));
        }
        send(routing, refusal.status(), "application/problem+json", problem.toBuffer());
    }

    /** The header knows whole seconds only; never zero, which some clients take for at once. */
    private static String seconds(Throwable cause) {
        Duration wait = cause instanceof OverloadedException overloaded ? overloaded.retryAfter() : RETRY_AFTER;
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    /** A client that has gone away in the meantime is told nothing. */
    private static void send(RoutingContext routing, int status, String type, Buffer body) {
        HttpServerResponse response = routing.response();
        if (response.closed() || response.ended()) return;
        if (status != 200) response.setStatusCode(status);
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .end(body)
                .onFailure(gone -> LOG.debug("cannot answer: {}", gone.getMessage()));
    }
}
