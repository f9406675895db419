package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Whether a request comes from Slack and is fresh. Source: docs.slack.dev, Verifying requests from Slack, version 0:
 * HMAC-SHA256 over {@code v0:TIMESTAMP:BODY}, the body as it came.
 */
final class SlackSignature {
    /** What Slack recommends; in both directions, since a clock may be ahead as well as behind. */
    static final Duration SKEW_MAX = Duration.ofMinutes(5);

    private static final String VERSION = "v0";

    private SlackSignature() {}

    static boolean isGood(Secret secret, String timestamp, String signature, byte[] body, Instant now) {
        if (secret.isEmpty() || !timestamp.matches("[0-9]{1,12}")) return false;
        Duration skew = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        if (skew.compareTo(SKEW_MAX) > 0) return false;
        byte[] head = (VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        byte[] hash = Signatures.hmac("HmacSHA256", secret.reveal(), head, body);
        return Signatures.equal(VERSION + "=" + HexFormat.of().formatHex(hash), signature);
    }
}
