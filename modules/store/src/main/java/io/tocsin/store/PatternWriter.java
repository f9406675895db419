package io.tocsin.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tries to write values as a {@link PatternColumn}. */
final class PatternWriter {
    /** Bits of what a byte can be: {@link #DIGIT} is both. */
    private static final int LOWER = 1;

    private static final int UPPER = 2;
    private static final int DIGIT = LOWER | UPPER;
    private static final byte[] KINDS = new byte[256];
    private static final byte[] NIBBLES = new byte[256];

    static {
        for (int c = 0; c < 128; c++) {
            int nibble = Character.digit(c, 16);
            if (nibble < 0) continue;
            NIBBLES[c] = (byte) nibble;
            KINDS[c] = (byte) (nibble < 10 ? DIGIT : c >= 'a' ? LOWER : UPPER);
        }
    }

    private final ColumnSink sink;
    private byte[] planes = {};

    PatternWriter(ColumnSink sink) {
        this.sink = sink;
    }

    boolean write(int encoding, Slices values) {
        int length = values.length(0);
        if (length == 0 || length > PatternColumn.MAX_LENGTH) return false;
        byte[] pattern = pattern(values, length);
        if (pattern == null) return false;
        int rows = values.size();
        int width = PatternColumn.width(pattern);
        if ((long) width * rows > BlockWriter.MAX_BYTES) return false;
        if (planes.length < width * rows) planes = new byte[width * rows];
        Arrays.fill(planes, 0, width * rows, (byte) 0);
        for (int i = 0; i < rows; i++) pack(values.bytes(), values.start(i), pattern, i, rows);
        sink.head().octet(encoding);
        sink.head().bytes(pattern);
        sink.stream(planes, width * rows);
        return true;
    }

    private void pack(byte[] source, int start, byte[] pattern, int row, int rows) {
        int digit = 0;
        for (int p = 0; p < pattern.length; p++) {
            if (pattern[p] != PatternColumn.LOWER && pattern[p] != PatternColumn.UPPER) continue;
            int nibble = NIBBLES[source[start + p] & 0xff];
            planes[(digit >> 1) * rows + row] |= (byte) ((digit & 1) == 0 ? nibble << 4 : nibble);
            digit++;
        }
    }

    private static byte @Nullable [] pattern(Slices values, int length) {
        byte[] first = values.copy(0);
        int[] kinds = new int[length];
        boolean[] varies = new boolean[length];
        Arrays.fill(kinds, DIGIT);
        byte[] source = values.bytes();
        for (int i = 0; i < values.size(); i++) {
            if (values.length(i) != length) return null;
            int start = values.start(i);
            for (int p = 0; p < length; p++) {
                byte c = source[start + p];
                kinds[p] &= KINDS[c & 0xff];
                varies[p] |= c != first[p];
                if (varies[p] && kinds[p] == 0) return null;
            }
        }
        for (int p = 0; p < length; p++) {
            if (varies[p]) first[p] = (kinds[p] & LOWER) != 0 ? PatternColumn.LOWER : PatternColumn.UPPER;
            else if (first[p] == PatternColumn.LOWER || first[p] == PatternColumn.UPPER) return null;
        }
        return first;
    }
}
