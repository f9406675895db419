package io.tocsin.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * {@code POST /api/v1/logs}. Answers 200 once the batch is durable, and for the whole request: bad records are counted and
 * kept, never a reason to refuse the good ones. Every refusal comes before anything is stored, so a client may always send
 * again. Reads the body itself: no BodyHandler may come before it. One instance serves any number of event loops.
 */
public final class HttpIntake implements Handler<RoutingContext> {
    private static final String SOURCE = "http";

    private final BodyDecoder decoder;
    private final Funnel funnel;
    private final IntakeMetrics metrics;
    private final Limits limits;
    private final InstantSource clock;
    private final HeldBytes held;

    /** An intake that hands what it reads to the funnel; {@code clock} stamps the arrival. */
    public HttpIntake(BodyDecoder decoder, Funnel funnel, IntakeMetrics metrics, Limits limits, InstantSource clock) {
        this.decoder = decoder;
        this.funnel = funnel;
        this.metrics = metrics;
        this.limits = limits;
        this.clock = clock;
        this.held = new HeldBytes(limits.heldBytes());
    }

    /** Bytes that bodies take which are being read, decoded or stored now, and the events in them. */
    public long heldBytes() {
        return held.held();
    }

    @Override
    public void handle(RoutingContext routing) {
        Context loop = routing.vertx().getOrCreateContext();
        HeldBytes.Share share = held.share();
        body(routing.request(), share)
                .compose(body -> store(routing.request(), body, share))
                // The funnel may answer on a thread of its own.
                .onComplete(answer -> loop.runOnContext(here -> {
                    share.release();
                    if (answer.succeeded()) Answer.accepted(routing, answer.result());
                    else refused(routing, answer.cause());
                }));
    }

    private Future<Bytes> body(HttpServerRequest request, HeldBytes.Share share) {
        BodyReader reader = new BodyReader(request, share, limits.bodyBytes());
        try {
            if (funnel.overloaded()) {
                throw new RefusedBodyException(Refusal.OVERLOADED, "cannot take more events: the journal is behind");
            }
            ContentEncoding.requireKnown(encoding(request));
            reader.requireAcceptableLength();
            return reader.read();
        } catch (RefusedBodyException e) {
            return reader.refuse(e);
        }
    }

    private static String encoding(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_ENCODING), "");
    }

    private Future<Decoded> store(HttpServerRequest request, Bytes body, HeldBytes.Share share) {
        metrics.bytes(SOURCE, body.length());
        Bytes inflated = ContentEncoding.inflate(encoding(request), body, limits.bodyBytes());
        if (inflated.array() != body.array()) share.take(inflated.length());
        share.take((long) Limits.DECODED_PER_BYTE * inflated.length());
        Decoded decoded = decoder.decode(inflated, clock.instant());
        if (decoded.nothingReadable())
            throw new NothingReadableException(decoded.rejects().getFirst());
        if (decoded.events().isEmpty()) return Future.succeededFuture(decoded);
        return funnel.accept(new Intake(SOURCE, Map.of(), decoded.events())).map(durable -> counted(decoded));
    }

    private Decoded counted(Decoded decoded) {
        metrics.accepted(SOURCE, decoded.accepted());
        if (!decoded.rejects().isEmpty()) {
            metrics.rejected(
                    SOURCE, Refusal.UNREADABLE_RECORD, decoded.rejects().size());
        }
        if (decoded.masked() > 0) metrics.masked(SOURCE, decoded.masked());
        return decoded;
    }

    private void refused(RoutingContext routing, Throwable cause) {
        metrics.rejected(SOURCE, Answer.refusal(cause), 1);
        Answer.refused(routing, cause);
    }
}
