package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows while numbers and texts are written to it, small numbers in few bytes. */
final class ByteSink {
    private byte[] bytes;
    private int size;

    ByteSink(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    ByteSink number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** A number that may be negative. */
    ByteSink signed(long value) {
        return number((value << 1) ^ (value >> 63));
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

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
