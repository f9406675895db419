package io.tocsin.server.api;

import io.tocsin.model.Secret;
import io.tocsin.server.config.Settings.Auth;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets callers in who name a token. Signed links carry their own proof, and a health check tells nothing. */
final class AuthHandler implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";

    private final Supplier<Auth> auth;

    AuthHandler(Supplier<Auth> auth) {
        this.auth = auth;
    }

    @Override
    public void handle(RoutingContext context) {
        switch (auth.get()) {
            case Auth.Unset unset -> context.next();
            case Auth.None none -> context.next();
            case Auth.Tokens(Map<String, Secret> byName) -> check(context, byName);
        }
    }

    private static void check(RoutingContext context, Map<String, Secret> tokens) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (isOpen(context.normalizedPath()) || known(header, tokens)) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Bearer");
        ProblemJson.send(context, 401, "Unauthorized", "send a known token as 'Authorization: Bearer TOKEN'");
    }

    /** Pages are the same for everybody and hold nothing; what they show they ask the API for. */
    private static boolean isOpen(String path) {
        boolean guarded = path.startsWith("/api/") || path.equals("/metrics") || path.startsWith("/-/re");
        return !guarded;
    }

    /** Compares with every token in constant time: the answer's delay tells nothing. */
    private static boolean known(@Nullable String header, Map<String, Secret> tokens) {
        if (header == null || !header.startsWith(BEARER)) return false;
        byte[] given = header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (Secret token : tokens.values()) {
            found |= MessageDigest.isEqual(given, token.reveal().getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }
}
