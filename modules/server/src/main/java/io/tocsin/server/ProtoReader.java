package io.tocsin.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads the wire format of protocol buffers, as much of it as Alertmanager's snapshots use: a message is a row of fields, each
 * with a number and one of four shapes.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final byte[] in;
    private final int end;
    private int at;
    private int shape;

    ProtoReader(byte[] in) {
        this(in, 0, in.length);
    }

    private ProtoReader(byte[] in, int start, int end) {
        this.in = in;
        this.at = start;
        this.end = end;
    }

    boolean more() {
        return at < end;
    }

    /** The number of the next field; its value has to be read or skipped next. */
    int field() throws IOException {
        long key = varint();
        shape = (int) (key & 7);
        return (int) (key >>> 3);
    }

    /** The value is a list of numbers in one piece, not one number. */
    boolean isPacked() {
        return shape == BYTES;
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) throw broken();
            byte b = in[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) return value;
        }
        throw broken();
    }

    /** A message inside this one, or before it its length, as snapshots put it. */
    ProtoReader message() throws IOException {
        long length = varint();
        if (length < 0 || length > end - at) throw broken();
        ProtoReader inside = new ProtoReader(in, at, at + (int) length);
        at += (int) length;
        return inside;
    }

    String text() throws IOException {
        ProtoReader inside = message();
        return new String(in, inside.at, inside.end - inside.at, StandardCharsets.UTF_8);
    }

    /** A google.protobuf.Timestamp. */
    Instant time() throws IOException {
        ProtoReader inside = message();
        long seconds = 0;
        long nanos = 0;
        while (inside.more()) {
            switch (inside.field()) {
                case 1 -> seconds = inside.varint();
                case 2 -> nanos = inside.varint();
                default -> inside.skip();
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    void skip() throws IOException {
        switch (shape) {
            case VARINT -> varint();
            case BYTES -> message();
            case FIXED_32 -> jump(4);
            case FIXED_64 -> jump(8);
            default -> throw broken();
        }
    }

    private void jump(int bytes) throws IOException {
        if (bytes > end - at) throw broken();
        at += bytes;
    }

    private IOException broken() {
        return new IOException("not what protocol buffers look like, at byte " + at);
    }
}
