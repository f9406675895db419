package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The form by which a client asks for a token with a JSON Web Token that it has signed. Sources: RFC 7523, sections 2.1 and 3;
 * RFC 7515, section 3.1; what goes into it when the configuration does not say is what Prometheus' clients put there.
 */
final class SignedStatement {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Map<String, String> ALGORITHMS =
            Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

    private SignedStatement() {}

    /** @throws BrokenAccess when the key cannot be used */
    static Map<String, String> form(HttpAccess.OAuth2 client, HttpAccess.Statement statement, Instant now) {
        Map<String, String> fields = new TreeMap<>(client.params());
        fields.put("grant_type", GRANT);
        fields.put("assertion", token(client, statement, now));
        return fields;
    }

    private static String token(HttpAccess.OAuth2 client, HttpAccess.Statement statement, Instant now) {
        JsonObject head = new JsonObject().put("alg", statement.algorithm()).put("typ", "JWT");
        if (!statement.keyId().isEmpty()) head.put("kid", statement.keyId());
        String signed = part(head) + "." + part(claims(client, statement, now));
        String algorithm = ALGORITHMS.get(statement.algorithm());
        if (algorithm == null) throw new BrokenAccess("cannot sign by " + statement.algorithm());
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(RsaKey.of(statement.key().reveal()));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException refused) {
            throw new BrokenAccess("cannot sign by " + statement.algorithm() + ": " + Details.of(refused));
        }
    }

    private static JsonObject claims(HttpAccess.OAuth2 client, HttpAccess.Statement statement, Instant now) {
        JsonObject claims = new JsonObject()
                .put("iss", statement.issuer().isEmpty() ? client.clientId() : statement.issuer())
                .put("sub", client.clientId())
                .put("jti", UUID.randomUUID().toString())
                .put("aud", statement.audience().isEmpty() ? client.tokenUrl() : statement.audience())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        if (!client.scopes().isEmpty()) claims.put("scope", String.join(" ", client.scopes()));
        statement.claims().forEach(claims::put);
        return claims;
    }

    private static String part(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
