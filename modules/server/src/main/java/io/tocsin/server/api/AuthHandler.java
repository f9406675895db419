package io.tocsin.server.api;

import io.tocsin.ingest.HttpIntake;
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
            case Auth.Tokens tokens -> check(context, tokens);
        }
    }

    private static void check(RoutingContext context, Auth.Tokens tokens) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        String name = nameOf(header, tokens.byName());
        if (name != null) {
            Caller.remember(context, name, tokens.operators().contains(name));
            // Batches that are sent again are told apart by who sends them.
            context.put(HttpIntake.SENDER, name);
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", header == null ? ASK : ASK + ", error=\"invalid_token\"");
        ProblemJson.send(context, 401, "Unauthorized", "send a known token as 'Authorization: Bearer TOKEN'");
    }

    /** Compares with every token in constant time: the answer's delay tells nothing. Null when it is none of them. */
    private static @Nullable String nameOf(@Nullable String header, Map<String, Secret> tokens) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) return null;
        byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (Map.Entry<String, Secret> token : tokens.entrySet()) {
            boolean equal =
                    MessageDigest.isEqual(given, token.getValue().reveal().getBytes(StandardCharsets.UTF_8));
            if (equal) found = token.getKey();
        }
        return found;
    }
}
