package io.tocsin.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where one value ends, and checks on the way everything that JSON and UTF-8 demand of it. Strings go by eight bytes
 * at a time. Escapes of surrogates count as unusual: whether they make a pair is left to the reader of tokens.
 */
final class JsonLeaf {
    /** Not a value, or one that only the reader of tokens may judge. */
    static final int UNUSUAL = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * EACH;
    private static final long BACKSLASHES = '\\' * EACH;
    private static final long SPACES = ' ' * EACH;

    private JsonLeaf() {}

    /** The index of the closing quote of the string whose inside starts here, or {@link #UNUSUAL}. */
    static int endOfString(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            at = skipPlain(bytes, at, to);
            if (at >= to) return UNUSUAL;
            byte b = bytes[at];
            if (b == '"') return at;
            int length = b == '\\' ? escape(bytes, at, to) : Utf8.sequence(bytes, at, to);
            if (length == 0) return UNUSUAL;
            at += length;
        }
    }

    /** The next byte that is a quote, a backslash, a control character or no ASCII. */
    private static int skipPlain(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long special = special((long) LONGS.get(bytes, at));
            if (special != 0) return at + (Long.numberOfTrailingZeros(special) >>> 3);
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') at++;
        return at;
    }

    /** The high bit of each such byte, and perhaps of some after the first of them: only the lowest is to be believed. */
    private static long special(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return (((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash) | ((word - SPACES) & ~word) | word)
                & HIGH_BITS;
    }

    /** Length of the escape that starts here, 0 when it is none or half a surrogate pair. */
    private static int escape(byte[] bytes, int at, int to) {
        if (at + 1 >= to) return 0;
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> isScalar(bytes, at + 2, to) ? 6 : 0;
            default -> 0;
        };
    }

    private static boolean isScalar(byte[] bytes, int from, int to) {
        if (from + 4 > to) return false;
        int unit = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = hex(bytes[at]);
            if (digit < 0) return false;
            unit = (unit << 4) | digit;
        }
        return !Character.isSurrogate((char) unit);
    }

    /** What a hexadecimal digit means, or -1. */
    static int hex(byte b) {
        if (b >= '0' && b <= '9') return b - '0';
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Whether a number, true or false may start with this byte. */
    static boolean startsScalar(byte b) {
        return (b >= '0' && b <= '9') || b == '-' || b == 't' || b == 'f';
    }

    /** The index after the number, true or false that starts here, or {@link #UNUSUAL}. */
    static int endOfScalar(byte[] bytes, int from, int to) {
        return switch (bytes[from]) {
            case 't' -> endOfWord(bytes, from, to, "true");
            case 'f' -> endOfWord(bytes, from, to, "false");
            default -> endOfNumber(bytes, from, to);
        };
    }

    private static int endOfWord(byte[] bytes, int from, int to, String word) {
        int end = from + word.length();
        if (end > to) return UNUSUAL;
        for (int at = from; at < end; at++) {
            if (bytes[at] != word.charAt(at - from)) return UNUSUAL;
        }
        return end;
    }

    /** RFC 8259: {@code [-] (0 | 1-9 digits) [. digits] [(e|E) [+|-] digits]}. */
    private static int endOfNumber(byte[] bytes, int from, int to) {
        int start = bytes[from] == '-' ? from + 1 : from;
        int at = digits(bytes, start, to);
        if (at == start || (bytes[start] == '0' && at > start + 1)) return UNUSUAL;
        if (at < to && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, to);
            if (at == fraction) return UNUSUAL;
        }
        if (at >= to || (bytes[at] | 0x20) != 'e') return at;
        int sign = at + 1;
        int exponent = sign < to && (bytes[sign] == '+' || bytes[sign] == '-') ? sign + 1 : sign;
        at = digits(bytes, exponent, to);
        return at == exponent ? UNUSUAL : at;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') at++;
        return at;
    }
}
