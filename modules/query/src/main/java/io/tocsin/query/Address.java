package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/**
 * An IP address as 128 bits, an IPv4 one in its mapped form {@code ::ffff:a.b.c.d}, so that both families lie on one line, as in
 * Lucene's InetAddressPoint. Read strictly and without ever asking a name server: no names, no zones, no ports, no leading
 * zeros in IPv4.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Address(long high, long low) {
    private static final long IPV4_MAPPED = 0xffff_0000_0000L;

    /** The longest form: eight groups, the last two as IPv4. */
    private static final int MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private static final int GROUPS = 8;

    /** The address, or null for text that is none. */
    public static @Nullable Address of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) return null;
        if (text.indexOf(':') >= 0) return six(text);
        long four = four(text, 0);
        return four < 0 ? null : new Address(0, IPV4_MAPPED | four);
    }

    /** Whether the text is an address and a slash and digits, valid or not: what a person means as an address block. */
    static boolean looksLikeBlock(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) return false;
        for (int i = slash + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return of(text.substring(0, slash)) != null;
    }

    boolean isFour() {
        return high == 0 && (low & ~0xffff_ffffL) == IPV4_MAPPED;
    }

    /** Whether both agree in their first bits. */
    boolean sharesPrefix(Address other, int bits) {
        long highMask = bits >= Long.SIZE ? -1 : bits == 0 ? 0 : -1L << (Long.SIZE - bits);
        long lowMask = bits <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - bits);
        return ((high ^ other.high) & highMask) == 0 && ((low ^ other.low) & lowMask) == 0;
    }

    /** Four decimal numbers from {@code from} to the end, or -1. */
    private static long four(String text, int from) {
        long address = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= text.length() || text.charAt(at++) != '.')) return -1;
            int start = at;
            int number = 0;
            while (at < text.length() && at - start < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9')
                number = number * 10 + text.charAt(at++) - '0';
            if (at == start || number > 255 || (at - start > 1 && text.charAt(start) == '0')) return -1;
            address = address << 8 | number;
        }
        return at == text.length() ? address : -1;
    }

    /** RFC 4291 section 2.2: groups of hex digits, one {@code ::} for a run of zeros, the last 32 bits perhaps as IPv4. */
    private static @Nullable Address six(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (count == GROUPS) return null;
            int end = groupEnd(text, at);
            if (end < text.length() && text.charAt(end) == '.') {
                long four = four(text, at);
                if (four < 0 || count > GROUPS - 2) return null;
                groups[count++] = (int) (four >> 16);
                groups[count++] = (int) (four & 0xffff);
                break;
            }
            if (end == at || end - at > 4) return null;
            groups[count++] = Integer.parseInt(text, at, end, 16);
            if (end == text.length()) break;
            if (text.charAt(end) != ':') return null;
            at = end + 1;
            if (at == text.length()) return null;
            if (text.charAt(at) == ':') {
                if (gap >= 0) return null;
                gap = count;
                at++;
            }
        }
        return join(groups, count, gap);
    }

    private static int groupEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0) at++;
        return at;
    }

    private static @Nullable Address join(int[] groups, int count, int gap) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) return null;
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int from = gap < 0 || i < gap ? i : i - (GROUPS - count);
            int group = from < gap && i >= gap ? 0 : groups[from];
            if (i < 4) high = high << 16 | group;
            else low = low << 16 | group;
        }
        return new Address(high, low);
    }
}
