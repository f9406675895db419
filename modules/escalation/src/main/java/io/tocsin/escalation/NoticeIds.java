package io.tocsin.escalation;

import io.tocsin.model.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of notices that depend on their cause only, so that planning one twice, before and after a crash, sends it once. */
public final class NoticeIds {
    /** 128 bits: no two causes will ever meet. */
    private static final int HEX_DIGITS = 32;

    private NoticeIds() {}

    /**
     * The first 32 hex digits of SHA-256 over the parts, each preceded by its length so that no two lists of parts read the same.
     *
     * @param method the contact method, as configured
     */
    public static String of(String incident, int round, int level, String user, String method, Notice.Kind kind) {
        StringBuilder parts = new StringBuilder();
        for (String part :
                new String[] {incident, Integer.toString(round), Integer.toString(level), user, method, kind.name()}) {
            parts.append(part.length()).append(':').append(part);
        }
        byte[] hash = sha256().digest(parts.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
