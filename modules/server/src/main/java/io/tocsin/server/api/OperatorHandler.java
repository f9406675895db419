package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets only operators through to what cannot be undone. Where nobody has to log in everybody is one. */
record OperatorHandler(Handler<RoutingContext> next) implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(OperatorHandler.class);

    @Override
    public void handle(RoutingContext context) {
        Caller caller = Caller.of(context);
        if (caller.operator()) {
            next.handle(context);
            return;
        }
        log.warn(
                "refused {} {} of token {} at {}",
                context.request().method(),
                context.normalizedPath(),
                caller.token(),
                caller.address());
        ProblemJson.send(
                context,
                403,
                "Forbidden",
                "token '" + caller.token() + "' is no operator's: name it under auth.operators in tocsin.yml");
    }
}
