package io.tocsin.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote. */
final class ByteSource {
    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == bytes.length) throw new IOException("cannot read batch: it ends after " + at + " bytes");
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) return value;
        }
        throw new IOException("cannot read batch: number of more than 64 bits before byte " + at);
    }

    long signed() throws IOException {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed() throws IOException {
        if (bytes.length - at < Long.BYTES) throw new IOException("cannot read batch: it ends after " + at + " bytes");
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) value = value << 8 | (bytes[at++] & 0xff);
        return value;
    }

    byte[] bytes() throws IOException {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw new IOException(
                    "cannot read batch: " + length + " bytes announced, " + (bytes.length - at) + " left");
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}
