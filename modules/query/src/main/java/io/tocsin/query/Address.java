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
        int gap = text.indexOf("::");
        if (gap < 0) return read(text, 0, text.length(), groups) == GROUPS ? join(groups) : null;
        int[] tail = new int[GROUPS];
        int before = read(text, 0, gap, groups);
        int after = read(text, gap + 2, text.length(), tail);
        if (before < 0 || after < 0 || before + after >= GROUPS) return null;
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return join(groups);
    }

    /** Reads groups with single colons between them; gives their number, or -1 where they are malformed or too many. */
    private static int read(String text, int from, int to, int[] groups) {
        int count = 0;
        int at = from;
        while (at < to || count > 0) {
            int end = groupEnd(text, at, to);
            if (end < to && text.charAt(end) == '.')
                return to == text.length() ? readFour(text, at, groups, count) : -1;
            if (end == at || end - at > 4 || count == GROUPS) return -1;
            groups[count++] = Integer.parseInt(text, at, end, 16);
            if (end == to) return count;
            if (text.charAt(end) != ':') return -1;
            at = end + 1;
        }
        return 0;
    }

    private static int readFour(String text, int from, int[] groups, int count) {
        long four = four(text, from);
        if (four < 0 || count > GROUPS - 2) return -1;
        groups[count] = (int) (four >> 16);
        groups[count + 1] = (int) (four & 0xffff);
        return count + 2;
    }

    private static int groupEnd(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0) at++;
        return at;
    }

    private static Address join(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[GROUPS / 2 + i];
        }
        return new Address(high, low);
    }
}
