package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a request comes from Twilio: HMAC-SHA1 over the address as Twilio calls it and the fields in the order of their names.
 * Source: twilio.com/docs, Webhooks security.
 */
final class TwilioSignature {
    private TwilioSignature() {}

    static boolean isGood(Secret token, String url, Map<String, String> form, String signature) {
        if (token.isEmpty()) return false;
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        byte[] bytes = signed.toString().getBytes(StandardCharsets.UTF_8);
        byte[] hash = Signatures.hmac("HmacSHA1", token.reveal(), bytes);
        return Signatures.equal(Base64.getEncoder().encodeToString(hash), signature);
    }
}
