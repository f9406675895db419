package io.tocsin.rules;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the state of windows for a checkpoint. Numbers take as many bytes as they need. */
final class StateOut {
    private final DataOutputStream out;

    StateOut(DataOutputStream out) {
        this.out = out;
    }

    /** Any number; small ones, positive or negative, are short. */
    void number(long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    void real(double value) throws IOException {
        out.writeDouble(value);
    }

    void flag(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    /** A piece that can be left out when it is read. */
    void bytes(byte[] value) throws IOException {
        number(value.length);
        out.write(value);
    }

    void text(String value) throws IOException {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The first numbers of an array, as differences: times are near each other. */
    void numbers(long[] values, int size) throws IOException {
        number(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            number(values[i] - before);
            before = values[i];
        }
    }
}
