package io.tocsin.store;

import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** IDs of one length: places that all share, and places that hold a hexadecimal digit each, four bits wide. */
final class PatternColumn extends DirectColumn {
    /** In a pattern: a digit with letters that are small, or large. */
    static final byte LOWER = 0;

    static final byte UPPER = 1;

    /** Longer ones are no IDs. */
    static final int MAX_LENGTH = 128;

    private final byte[] pattern;
    private final Lazily<byte[]> digits;

    private PatternColumn(int rows, byte[] pattern, Lazily<byte[]> digits) {
        super(rows);
        this.pattern = pattern;
        this.digits = digits;
    }

    /** Bytes of each value. */
    static int width(byte[] pattern) {
        int digits = 0;
        for (byte place : pattern) if (place <= UPPER && place >= 0) digits++;
        return (digits + 1) / 2;
    }

    static PatternColumn read(ColumnSource source, int rows) throws IOException {
        byte[] pattern = source.head().bytes();
        Packed packed = source.later((long) width(pattern) * rows);
        return new PatternColumn(rows, pattern, new Lazily<>(packed::unpack));
    }

    @Override
    public byte[] value(int code) throws IOException {
        byte[] planes = digits.get();
        byte[] value = pattern.clone();
        int digit = 0;
        for (int i = 0; i < value.length; i++) {
            byte place = value[i];
            if (place != LOWER && place != UPPER) continue;
            int pair = planes[(digit >> 1) * rows() + code];
            int nibble = ((digit & 1) == 0 ? pair >> 4 : pair) & 0xf;
            value[i] = (byte) (nibble < 10 ? '0' + nibble : (place == LOWER ? 'a' : 'A') + nibble - 10);
            digit++;
        }
        return value;
    }

    @Override
    public @Nullable String characters() {
        // What is empty lies under any text that reaches over it.
        if (pattern.length == 0) return null;
        return "0123456789abcdef" + Words.fold(new String(pattern, StandardCharsets.UTF_8));
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }
}
