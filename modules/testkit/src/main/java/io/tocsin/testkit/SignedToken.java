package io.tocsin.testkit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON Web Token with an RSA signature, as its reader sees it. Source: RFC 7515, section 5.2. */
final class SignedToken {
    private SignedToken() {}

    /** What it claims, with the id of the key as {@code kid}; null when it is none, or not signed by this key. */
    static @Nullable JsonObject claims(String token, @Nullable PublicKey key) {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3 || key == null) return null;
        try {
            JsonObject head = json(parts.get(0));
            Signature signature =
                    Signature.getInstance("SHA" + head.getString("alg", "").replace("RS", "") + "withRSA");
            signature.initVerify(key);
            signature.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts.get(2)))) return null;
            JsonObject claims = json(parts.get(1));
            return head.containsKey("kid") ? claims.put("kid", head.getString("kid")) : claims;
        } catch (GeneralSecurityException | IllegalArgumentException | DecodeException wrong) {
            return null;
        }
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
