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

/** Lets callers in who name a token; whatever stands before it in the table is open to all. */
final class AuthHandler implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";

    /** RFC 6750: a realm always, an error only for a token that was given and is not good. */
    private static final String ASK = "Bearer realm=\"tocsin\"";

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
        if (known(header, tokens)) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", header == null ? ASK : ASK + ", error=\"invalid_token\"");
        ProblemJson.send(context, 401, "Unauthorized", "send a known token as 'Authorization: Bearer TOKEN'");
    }

    /** Compares with every token in constant time: the answer's delay tells nothing. */
    private static boolean known(@Nullable String header, Map<String, Secret> tokens) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) return false;
        byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (Secret token : tokens.values()) {
            found |= MessageDigest.isEqual(given, token.reveal().getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }
}
