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
    /** Where the routing context says who sends, if they had to say so: the name of their token, never the token. */
    public static final String SENDER = "tocsin.sender";

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
                .compose(body -> store(routing, body, share))
                // The funnel may answer on a thread of its own.
                .onComplete(answer -> loop.runOnContext(here -> {
                    share.release();
                    if (answer.succeeded()) answer.result().tell(routing);
                    else refused(routing, answer.cause());
                }));
    }

    private Future<Bytes> body(HttpServerRequest request, HeldBytes.Share share) {
        BodyReader reader = new BodyReader(request, share, limits.bodyBytes());
        try {
            if (funnel.overloaded()) {
                throw new RefusedBodyException(Refusal.OVERLOADED, "cannot take more events: " + funnel.overload());
            }
            ContentEncoding.requireKnown(encoding(request));
            BatchId.of(request);
            reader.requireAcceptableLength();
            return reader.read();
        } catch (RefusedBodyException e) {
            return reader.refuse(e);
        }
    }

    private static String encoding(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_ENCODING), "");
    }

    private Future<Stored> store(RoutingContext routing, Bytes body, HeldBytes.Share share) {
        HttpServerRequest request = routing.request();
        metrics.bytes(SOURCE, body.length());
        Bytes inflated = ContentEncoding.inflate(encoding(request), body, limits.bodyBytes());
        if (inflated.array() != body.array()) share.take(inflated.length());
        share.take((long) Limits.DECODED_PER_BYTE * inflated.length());
        Decoded decoded = decoder.decode(inflated, clock.instant());
        if (decoded.nothingReadable())
            throw new NothingReadableException(decoded.rejects().getFirst());
        if (decoded.events().isEmpty()) return Future.succeededFuture(new Stored(decoded, Receipt.NEW));
        return funnel.accept(intake(routing, decoded)).map(receipt -> counted(new Stored(decoded, receipt)));
    }

    private static Intake intake(RoutingContext routing, Decoded decoded) {
        String id = BatchId.of(routing.request());
        Intake.Named named = id.isEmpty()
                ? null
                : new Intake.Named(id, decoded.accepted(), decoded.rejects().size());
        String sender = Objects.requireNonNullElse(routing.get(SENDER), "");
        return new Intake(SOURCE, Map.of(), decoded.events(), sender, named);
    }

    /** What is durable, and since when. */
    private record Stored(Decoded decoded, Receipt receipt) {
        void tell(RoutingContext routing) {
            Answer.accepted(routing, decoded, receipt);
        }
    }

    /** What was stored before was counted before. */
    private Stored counted(Stored stored) {
        if (stored.receipt.first() != null) return stored;
        Decoded decoded = stored.decoded;
        metrics.accepted(SOURCE, decoded.accepted());
        if (!decoded.rejects().isEmpty()) {
            metrics.rejected(
                    SOURCE, Refusal.UNREADABLE_RECORD, decoded.rejects().size());
        }
        if (decoded.masked() > 0) metrics.masked(SOURCE, decoded.masked());
        return stored;
    }

    private void refused(RoutingContext routing, Throwable cause) {
        metrics.rejected(SOURCE, Answer.refusal(cause), 1);
        Answer.refused(routing, cause);
    }
}
