package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** A stream of a block that nobody has unpacked yet. Immutable, for any thread. */
final class Packed {
    private final byte[] bytes;
    private final int from;
    private final int packed;
    private final int length;
    private final int checksum;
    private final boolean inHeader;
    private final AtomicLong unpacked;

    private Packed(
            byte[] bytes, int from, int packed, int length, int checksum, boolean inHeader, AtomicLong unpacked) {
        this.bytes = bytes;
        this.from = from;
        this.packed = packed;
        this.length = length;
        this.checksum = checksum;
        this.inHeader = inHeader;
        this.unpacked = unpacked;
    }

    /** A stream that stands in the header. */
    static Packed inHeader(byte[] bytes, AtomicLong unpacked) {
        return new Packed(bytes, 0, bytes.length, bytes.length, 0, true, unpacked);
    }

    /** A stream that is a frame; {@code unpacked} counts the bytes that are made of it. */
    static Packed frame(byte[] block, int from, int packed, int length, int checksum, AtomicLong unpacked) {
        return new Packed(block, from, packed, length, checksum, false, unpacked);
    }

    /** Anew at each call; not to be written to. */
    byte[] unpack() throws IOException {
        if (inHeader) return bytes;
        ColumnSource.check(bytes, from, packed, checksum);
        unpacked.addAndGet(length);
        if (packed == length) return Arrays.copyOfRange(bytes, from, from + packed);
        byte[] target = new byte[length];
        ZstdFrames.unpack(bytes, from, packed, target);
        return target;
    }
}
