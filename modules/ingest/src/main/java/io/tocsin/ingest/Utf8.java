package io.tocsin.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. The JSON parser
 * is more lenient than that, and what it lets through would come back broken in answers. Plain ASCII goes by eight bytes at
 * a time, which makes the check all but free for most logs.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that breaks UTF-8, or -1 when all is well. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipAscii(bytes, at, to);
            if (at >= to) return -1;
            int length = sequence(bytes, at, to);
            if (length == 0) return at;
            at += length;
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) at += Long.BYTES;
        while (at < to && bytes[at] >= 0) at++;
        return at;
    }

    /** Length of the sequence of a character beyond ASCII that starts here, 0 when it is none. Table 3-7 of the Unicode standard. */
    static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) return 0;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (at + length > to) return 0;
        int second = bytes[at + 1] & 0xff;
        if (second < lowestSecond(lead) || second > highestSecond(lead)) return 0;
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) return 0;
        }
        return length;
    }

    private static int lowestSecond(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int lead) {
        return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }

    /** Moves an end back to where no sequence is cut in two. */
    static int cut(byte[] bytes, int from, int end) {
        int at = end;
        while (at > from && at < bytes.length && end - at < 3 && (bytes[at] & 0xc0) == 0x80) at--;
        return at;
    }

    /** The longest beginning of a text that takes at most so many bytes. */
    static String beginning(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) return text;
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) return text.substring(0, at);
            at += Character.charCount(point);
        }
        return text;
    }

    /** The text with every lone surrogate, which no UTF-8 can carry, replaced by U+FFFD. */
    static String withoutLoneSurrogates(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) return replaced(text);
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
