package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by OAuth2 client credentials (RFC 6749, section 4.4) or by a signed statement (RFC 7523): fetched when first needed and kept until shortly before
 * they end. Several requests that need the same one wait for a single fetch. May be used from any thread.
 */
final class Tokens {
    /** More than one for each integration of any configuration. */
    private static final int MAX_TOKENS = 256;

    /** A token must outlive the request that carries it: its timeouts are 40 s together. */
    private static final Duration MARGIN = Duration.ofSeconds(45);

    /** For servers that do not say how long a token lives. */
    private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

    private final BiFunction<HttpCall, HttpAccess, Future<Answer>> post;
    private final ChannelSettings settings;
    /** In order of use, the stalest first. */
    private final Map<HttpAccess, Future<Grant>> grants = new LinkedHashMap<>(16, 0.75f, true);

    /** What became of asking for a token. */
    sealed interface Grant {
        /** A token, and the instant after which it should not be used. */
        record Token(String type, String value, Instant until) implements Grant {
            String header() {
                return type + " " + value;
            }
        }

        /** None; the answer is what the request that needed it comes to. */
        record Refused(Answer answer) implements Grant {}
    }

    Tokens(BiFunction<HttpCall, HttpAccess, Future<Answer>> post, ChannelSettings settings) {
        this.post = post;
        this.settings = settings;
    }

    /** A token that is still good, or why there is none; never fails. */
    Future<Grant> token(HttpAccess access, HttpAccess.OAuth2 client) {
        Instant now = settings.clock().instant();
        synchronized (grants) {
            Future<Grant> known = grants.get(access);
            if (known != null && usable(known, now)) return known;
            Future<Grant> fetched = fetch(client);
            grants.put(access, fetched);
            if (grants.size() > MAX_TOKENS)
                grants.remove(grants.keySet().iterator().next());
            return fetched;
        }
    }

    /** To be called when a server did not take a token although it should be good. */
    void forget(HttpAccess access, Grant.Token token) {
        synchronized (grants) {
            Future<Grant> known = grants.get(access);
            // another request may have fetched a new one meanwhile
            if (known != null && token.equals(known.result())) grants.remove(access);
        }
    }

    private static boolean usable(Future<Grant> grant, Instant now) {
        if (!grant.isComplete()) return true;
        return grant.result() instanceof Grant.Token token && now.isBefore(token.until());
    }

    private Future<Grant> fetch(HttpAccess.OAuth2 client) {
        HttpAccess.Statement statement = client.statement();
        if (statement == null) return bySecret(client);
        try {
            Map<String, String> form =
                    SignedStatement.form(client, statement, settings.clock().instant());
            return post.apply(HttpCall.form(client.tokenUrl(), Map.of(), form), client.access())
                    .map(this::grant);
        } catch (BrokenAccess unusable) {
            return Future.succeededFuture(
                    new Grant.Refused(new Answer.Impossible("no token: " + unusable.getMessage())));
        }
    }

    /** With the secret in a header first, as the RFC wants it, then in the body, as some servers do. */
    private Future<Grant> bySecret(HttpAccess.OAuth2 client) {
        Map<String, String> fields = new TreeMap<>(client.params());
        fields.put("grant_type", "client_credentials");
        if (!client.scopes().isEmpty()) fields.put("scope", String.join(" ", client.scopes()));
        String secret = client.clientSecret().reveal();
        String pair = HttpCall.encode(client.clientId()) + ":" + HttpCall.encode(secret);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        HttpCall first = HttpCall.form(client.tokenUrl(), Map.of("Authorization", basic), fields);
        return post.apply(first, client.access()).compose(answer -> {
            if (!(answer instanceof Answered answered) || (answered.status() != 400 && answered.status() != 401)) {
                return Future.succeededFuture(grant(answer));
            }
            fields.put("client_id", client.clientId());
            fields.put("client_secret", secret);
            return post.apply(HttpCall.form(client.tokenUrl(), Map.of(), fields), client.access())
                    .map(this::grant);
        });
    }

    private Grant grant(Answer answer) {
        return switch (answer) {
            case Answer.NotSent no -> new Grant.Refused(new Answer.NotSent("no token: " + no.detail()));
            // the token is lost, but of the request that needs it nothing was sent
            case Answer.Lost lost -> new Grant.Refused(new Answer.NotSent("no token: " + lost.detail()));
            case Answer.Impossible no -> new Grant.Refused(new Answer.Impossible("no token: " + no.detail()));
            case Answered answered -> grant(answered);
        };
    }

    private Grant grant(Answered answered) {
        JsonObject body = object(answered.body());
        if (answered.ok()
                && body != null
                && body.getValue("access_token") instanceof String value
                && !value.isEmpty()) {
            return new Grant.Token(type(body), value, settings.clock().instant().plus(life(body)));
        }
        String error = body != null && body.getValue("error") instanceof String name ? name : "";
        boolean final4xx = answered.status() / 100 == 4 && answered.status() != 408 && answered.status() != 429;
        if (final4xx && !error.isEmpty()) {
            String words = body != null && body.getValue("error_description") instanceof String text ? ": " + text : "";
            return new Grant.Refused(new Answer.Impossible("no token: the token server says " + error + words));
        }
        String detail = answered.ok() ? "answer " + answered.status() + " without a token" : answered.detail();
        return new Grant.Refused(new Answer.NotSent("no token: " + detail));
    }

    private static String type(JsonObject body) {
        String type = body.getValue("token_type") instanceof String text ? text : "Bearer";
        return type.equalsIgnoreCase("bearer") ? "Bearer" : type;
    }

    /** As a number, or as the text that some servers send. Of a short life a quarter is kept in reserve. */
    private static Duration life(JsonObject body) {
        Object value = body.getValue("expires_in");
        long seconds = 0;
        if (value instanceof Number number) seconds = number.longValue();
        else if (value instanceof String text && text.matches("\\d{1,9}")) seconds = Long.parseLong(text);
        if (seconds <= 0) return UNKNOWN_LIFE;
        Duration life = Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
        Duration reserve = life.dividedBy(4);
        return life.minus(reserve.compareTo(MARGIN) < 0 ? reserve : MARGIN);
    }

    private static @Nullable JsonObject object(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noObject) {
            return null;
        }
    }
}
