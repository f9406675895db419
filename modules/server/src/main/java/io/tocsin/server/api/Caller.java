package io.tocsin.server.api;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param token the name of their token; null where nobody has to log in
 * @param address that they call from
 * @param operator whether they may do what cannot be undone
 */
record Caller(@Nullable String token, String address, boolean operator) {
    private static final String KEY = Caller.class.getName();

    /** Remembers whose token it is that was shown. */
    static void remember(RoutingContext context, String token, boolean operator) {
        context.put(KEY, new Caller(token, addressOf(context), operator));
    }

    static Caller of(RoutingContext context) {
        Caller known = context.get(KEY);
        return known == null ? new Caller(null, addressOf(context), true) : known;
    }

    /** What turns are taken by: people behind one proxy are told apart by their tokens. */
    static String client(RoutingContext context) {
        Caller caller = of(context);
        return caller.token == null ? caller.address : caller.token;
    }

    private static String addressOf(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : host;
    }
}
