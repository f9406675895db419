package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;

/** Reads what {@link BlockSink} wrote, within its bounds. */
final class BlockSource {
    private final byte[] bytes;
    private final int end;
    private int at;

    BlockSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Another source that goes on from here. */
    BlockSource again() {
        return new BlockSource(bytes, at, end);
    }

    int left() {
        return end - at;
    }

    int position() {
        return at;
    }

    int octet() throws IOException {
        need(1);
        return bytes[at++] & 0xff;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) return value;
        }
        throw new IOException("cannot read block: number of more than 64 bits");
    }

    /** A number that counts something of which there are at most {@code limit}. */
    int count(int limit) throws IOException {
        long value = number();
        if (value < 0 || value > limit) {
            throw new IOException("cannot read block: a count of " + value + " where at most " + limit + " can be");
        }
        return (int) value;
    }

    long signed() throws IOException {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    int int32() throws IOException {
        need(4);
        at += 4;
        return (bytes[at - 4] & 0xff)
                | (bytes[at - 3] & 0xff) << 8
                | (bytes[at - 2] & 0xff) << 16
                | (bytes[at - 1] & 0xff) << 24;
    }

    byte[] raw(int length) throws IOException {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** The length, then the bytes. */
    byte[] bytes() throws IOException {
        return raw(count(left()));
    }

    /** The next bytes as a source of their own. */
    BlockSource slice(int length) throws IOException {
        need(length);
        at += length;
        return new BlockSource(bytes, at - length, at);
    }

    private void need(int length) throws IOException {
        if (length < 0 || length > end - at) {
            throw new IOException("cannot read block: " + length + " bytes expected, " + (end - at) + " left");
        }
    }
}
