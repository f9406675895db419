package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows while numbers and texts are written to it, small numbers in few bytes. */
final class ByteSink {
    private static final int NUMBER_BYTES = 10;

    private byte[] bytes;
    private int size;

    ByteSink(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** Forgets what was written, and makes room for so many bytes. */
    void clear(int expectedBytes) {
        size = 0;
        if (bytes.length < expectedBytes) bytes = new byte[expectedBytes];
    }

    ByteSink number(long value) {
        room(NUMBER_BYTES);
        byte[] into = bytes;
        int at = size;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            into[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[at++] = (byte) rest;
        size = at;
        return this;
    }

    /** A number that may be negative. */
    ByteSink signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** A number of which every bit counts, in eight bytes. */
    ByteSink fixed(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >>> shift);
        return this;
    }

    ByteSink bytes(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    ByteSink text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private void room(int more) {
        if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + more, size * 2));
    }

    /** What was written so far, at the beginning of an array that may be longer; shared, not copied. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
