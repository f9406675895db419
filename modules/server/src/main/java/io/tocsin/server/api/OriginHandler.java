package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site makes a reader's browser send: a server that asks for no credentials because only this
 * machine reaches it is reached by every page that is open on this machine. Programs send no Origin and pass.
 */
final class OriginHandler implements Handler<RoutingContext> {
    private final Supplier<String> externalUrl;

    OriginHandler(Supplier<String> externalUrl) {
        this.externalUrl = externalUrl;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        // A browser lets any page read a WebSocket, unlike an answer.
        boolean reads =
                (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && !TailHandler.isUpgrade(context);
        if (reads || origin == null || isOurs(origin, context.request().authority())) {
            context.next();
            return;
        }
        ProblemJson.send(context, 403, "Forbidden", "cannot take this from a page of " + origin);
    }

    private boolean isOurs(String origin, @Nullable HostAndPort asked) {
        String external = externalUrl.get();
        if (external.equalsIgnoreCase(origin)
                || external.toLowerCase(java.util.Locale.ROOT).startsWith(origin + "/")) return true;
        if (asked == null) return false;
        String authority = asked.port() < 0 ? asked.host() : asked.host() + ":" + asked.port();
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(authority);
    }
}
