package io.tocsin.server.alertmanager;

import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Status;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** {@code /api/v2/alerts}. */
final class AlertsResource {
    private final Routed routed;
    private final InstantSource clock;
    private final LabelNames names;
    private final Function<String, Matcher> syntax;

    AlertsResource(Routed routed, AlertmanagerApi.Dialect dialect, InstantSource clock) {
        this.routed = routed;
        this.clock = clock;
        this.names = dialect.names();
        this.syntax = dialect.matcher();
    }

    /** {@code GET}: sorted by fingerprint; with {@code limit} in pages. */
    void list(RoutingContext context) throws RefusedRequestException {
        AlertFilter asked = new Filters(context.queryParams(), syntax).alerts();
        Instant now = clock.instant();
        routed.alerts(Pages.oneMore(asked))
                .onSuccess(found -> {
                    List<Status.OfAlert> page = Pages.cut(context, found, asked.limit(), Status.OfAlert::fingerprint);
                    Answers.json(context, AlertWriter.alerts(page, now));
                })
                .onFailure(context::fail);
    }

    /** {@code POST}: takes the good ones whatever the others are, and then says what is wrong with the others. */
    void post(RoutingContext context) throws RefusedRequestException {
        Answers.requireJson(context);
        AlertReader.Posted posted = AlertReader.read(Answers.body(context), clock.instant(), names);
        if (posted.invalid() > 0) routed.invalid(posted.invalid());
        Future<Void> taken = posted.good().isEmpty() ? Future.succeededFuture() : routed.accept(posted.good());
        Refusal refusal = posted.refusal();
        taken.onSuccess(done -> {
                    if (refusal == null) context.response().end();
                    else refusal.send(context);
                })
                .onFailure(context::fail);
    }
}
