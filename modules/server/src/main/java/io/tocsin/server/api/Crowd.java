package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What people answer from elsewhere comes in without a token, and is bounded before anything of it is read: so many at a time of
 * one address, and the rest is asked to come again. Lives on one event loop.
 */
final class Crowd {
    /**
     * Of each address, for each event loop of HTTP. Whoever presses a button is alone; what a service tells again comes one at a
     * time. With bodies of a mebibyte it is 32 MiB.
     */
    static final int UNDER_WAY_MAX = 32;

    /** Longer than the services wait that call us; whoever sends a body more slowly has nothing to say. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final String LATER = "5";

    private int underWay;

    /** Lets a request through while there is room. */
    Handler<RoutingContext> before(Handler<RoutingContext> callback) {
        return context -> {
            if (underWay >= UNDER_WAY_MAX) {
                refuse(context);
                return;
            }
            underWay++;
            long timer = context.vertx().setTimer(PATIENCE_MILLIS, late -> tooSlow(context));
            context.addEndHandler(end -> {
                underWay--;
                context.vertx().cancelTimer(timer);
            });
            callback.handle(context);
        };
    }

    private static void refuse(RoutingContext context) {
        context.response().putHeader("Retry-After", LATER);
        ProblemJson.send(
                context, 503, "Too many at once", "more than " + UNDER_WAY_MAX + " are under way; send it again");
    }

    private static void tooSlow(RoutingContext context) {
        if (!context.response().ended()) context.request().connection().close();
    }
}
