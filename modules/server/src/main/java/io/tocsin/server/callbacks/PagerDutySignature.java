package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import java.util.HexFormat;
import java.util.List;

/**
 * Whether a webhook comes from PagerDuty: {@code v1=HEX}, several with comma between them while a secret is changed; one that
 * is right is enough. Source: developer.pagerduty.com, Webhooks v3, Verifying signatures.
 */
final class PagerDutySignature {
    private static final String VERSION = "v1=";

    /** More is an attempt to have us compute; while a secret is changed there are two. */
    private static final int SIGNATURES_MAX = 10;

    private PagerDutySignature() {}

    static boolean isGood(List<Secret> secrets, String header, byte[] body) {
        String[] given = header.split(",", SIGNATURES_MAX + 1);
        if (given.length > SIGNATURES_MAX) return false;
        boolean good = false;
        for (Secret secret : secrets) {
            String right = VERSION + HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", secret.reveal(), body));
            for (String signature : given) good |= Signatures.equal(right, signature.strip());
        }
        return good;
    }
}
