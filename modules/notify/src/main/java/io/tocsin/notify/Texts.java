package io.tocsin.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Cutting and cleaning of texts that came from logs and may hold anything. */
final class Texts {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** At most {@code limit} chars, the last one an ellipsis when something was cut; never half a surrogate pair. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) return text;
        int end = limit - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + "…";
    }

    /** At most {@code limit} code points, the last one an ellipsis when something was cut. */
    static String cutCodePoints(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) return text;
        return text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }

    /** One line: line breaks and other control characters become blanks, halves of surrogate pairs a replacement. */
    static String line(String text) {
        return whole(CONTROLS.matcher(text).replaceAll(" ").strip());
    }

    /** The text with lone surrogates replaced: no encoding can carry them. */
    static String whole(String text) {
        StringBuilder fixed = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .forEach(fixed::appendCodePoint);
        return fixed.toString();
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
