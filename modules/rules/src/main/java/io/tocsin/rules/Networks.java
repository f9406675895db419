package io.tocsin.rules;

import io.tocsin.query.Address;

/** Writes the network of an address as {@code 10.1.2.0/24} or {@code 2001:db8::/64}. */
final class Networks {
    private static final long IPV4_MAPPED = 0xffffL;
    private static final int GROUPS = 8;

    private Networks() {}

    static String print(Address address, int four, int six) {
        boolean isFour = address.high() == 0 && address.low() >>> 32 == IPV4_MAPPED;
        return isFour ? four((int) address.low(), four) : six(address, six);
    }

    private static String four(int address, int bits) {
        int network = bits == 0 ? 0 : address & -1 << (Integer.SIZE - bits);
        return (network >>> 24) + "." + (network >>> 16 & 0xff) + "." + (network >>> 8 & 0xff) + "." + (network & 0xff)
                + "/" + bits;
    }

    private static String six(Address address, int bits) {
        long high = address.high() & mask(bits);
        long low = address.low() & mask(bits - Long.SIZE);
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? high : low;
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        return join(groups) + "/" + bits;
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }

    /** RFC 5952: lower case, and {@code ::} for the longest run of at least two zeros, the first of equal ones. */
    private static String join(int[] groups) {
        int start = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) end++;
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
            if (end > i) i = end;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
