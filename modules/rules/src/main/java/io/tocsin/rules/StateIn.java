package io.tocsin.rules;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateOut} wrote, in the same order. Whatever is damaged is an {@link IOException}, never a huge array. */
final class StateIn {
    /** Lengths are believed piece by piece: a damaged one must not reserve memory. */
    private static final int PIECE = 1 << 16;

    private final DataInputStream in;

    StateIn(DataInputStream in) {
        this.in = in;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int piece = in.readUnsignedByte();
            value |= (long) (piece & 0x7F) << shift;
            if (piece < 0x80) return (value >>> 1) ^ -(value & 1);
        }
        throw new IOException("cannot read a number: it has more than 64 bits");
    }

    /** A number of things that follow. */
    int count() throws IOException {
        long count = number();
        if (count < 0 || count > Integer.MAX_VALUE) throw new IOException("cannot read " + count + " things");
        return (int) count;
    }

    double real() throws IOException {
        return in.readDouble();
    }

    boolean flag() throws IOException {
        return in.readBoolean();
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() throws IOException {
        int length = count();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new IOException("cannot read " + length + " bytes: it is cut off");
        return bytes;
    }

    /** An array of exactly the numbers that were written. */
    long[] numbers() throws IOException {
        int size = count();
        long[] values = new long[Math.min(size, PIECE)];
        long before = 0;
        for (int i = 0; i < size; i++) {
            if (i == values.length) values = Arrays.copyOf(values, Math.min(size, values.length * 2));
            before += number();
            values[i] = before;
        }
        return values;
    }
}
