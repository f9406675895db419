package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A token server for client credentials (RFC 6749, sections 4.4 and 5), and for statements signed by a key that it knows (RFC 7523). */
public final class FakeOAuth extends FakeService<FakeOAuth.Grant> {
    private static final String SIGNED = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** The only client. */
    public static final String CLIENT = "tocsin";

    /** Has characters that only survive when they are encoded. */
    public static final String SECRET = "s3cr3t:with%and+&";

    private volatile boolean inBodyOnly;
    private volatile int expiresIn = 3600;
    private volatile @Nullable PublicKey signer;

    /** A token that was given out, and the parameters it was asked for with, besides the client's own. */
    public record Grant(String token, Map<String, String> parameters) {}

    private FakeOAuth(Vertx vertx) {
        super(vertx);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeOAuth> start(Vertx vertx, int port) {
        return listen(new FakeOAuth(vertx), port);
    }

    public String tokenUrl() {
        return base() + "/oauth/token";
    }

    /** From now on the secret is only taken in the body, as some servers do. */
    public void takeSecretInBodyOnly() {
        inBodyOnly = true;
    }

    /** How many seconds tokens live from now on; 0 leaves it unsaid. */
    public void expireIn(int seconds) {
        expiresIn = seconds;
    }

    /** Takes statements that are signed by the other half of this key, and for whom this server is meant. */
    public void trust(PublicKey key) {
        signer = key;
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        Map<String, String> fields = new TreeMap<>(form(request.body()));
        if (!"POST".equals(request.method()) || !request.path().equals("/oauth/token")) {
            return FakeHttp.Reply.text(404, "not found");
        }
        if (SIGNED.equals(fields.get("grant_type"))) return signed(fields);
        if (!known(request.headers().get("Authorization"), fields)) return error(401, "invalid_client");
        if (!"client_credentials".equals(fields.get("grant_type"))) return error(400, "unsupported_grant_type");
        if ("forbidden".equals(fields.get("scope"))) return error(400, "invalid_scope");
        fields.keySet().removeAll(Set.of("grant_type", "client_id", "client_secret"));
        return given(fields);
    }

    private FakeHttp.Reply signed(Map<String, String> fields) {
        JsonObject claims = SignedToken.claims(fields.getOrDefault("assertion", ""), signer);
        boolean forUs = claims != null
                && tokenUrl().equals(claims.getString("aud"))
                && CLIENT.equals(claims.getString("sub"))
                && claims.getLong("exp", 0L) > claims.getLong("iat", Long.MAX_VALUE);
        if (claims == null || !forUs) return error(400, "invalid_grant");
        fields.keySet().removeAll(Set.of("grant_type", "assertion"));
        claims.forEach(claim -> fields.put("claim." + claim.getKey(), String.valueOf(claim.getValue())));
        return given(fields);
    }

    private FakeHttp.Reply given(Map<String, String> fields) {
        String token = "token-" + (messages().size() + 1) + "-of-the-fake";
        take(new Grant(token, fields));
        JsonObject body = new JsonObject().put("access_token", token).put("token_type", "bearer");
        return FakeHttp.Reply.json(200, expiresIn == 0 ? body : body.put("expires_in", expiresIn));
    }

    private boolean known(@Nullable String authorization, Map<String, String> fields) {
        if (inBodyOnly || authorization == null) {
            return authorization == null
                    && CLIENT.equals(fields.get("client_id"))
                    && SECRET.equals(fields.get("client_secret"));
        }
        if (!authorization.startsWith("Basic ")) return false;
        byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        Map<String, String> decoded = form(new String(pair, StandardCharsets.UTF_8).replaceFirst(":", "="));
        return SECRET.equals(decoded.get(CLIENT));
    }

    private static FakeHttp.Reply error(int status, String name) {
        return FakeHttp.Reply.json(status, new JsonObject().put("error", name));
    }

    /** Runs one by hand and prints what it gives out: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeOAuth::start, oauth -> {
            oauth.print(grant -> "oauth: " + grant.token() + " for " + grant.parameters());
            return oauth.tokenUrl() + " client " + CLIENT + " secret " + SECRET;
        });
    }
}
