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

    /** IDs are mostly looked for as a whole: then digits are compared as they are kept, two at a time. */
    @Override
    public byte @Nullable [] marks(Needle needle) throws IOException {
        if (needle.length() > pattern.length && isPlain()) return null;
        if (needle.length() != pattern.length || !isPlain()) return super.marks(needle);
        byte[] wanted = new byte[width(pattern)];
        byte[] counts = new byte[wanted.length];
        int digit = 0;
        for (int i = 0; i < pattern.length; i++) {
            boolean variable = pattern[i] == LOWER || pattern[i] == UPPER;
            int nibble = variable ? Character.digit(needle.at(i), 16) : -1;
            if (variable ? nibble < 0 : !needle.matches(pattern, i, i, i + 1)) return null;
            if (!variable) continue;
            int shift = (digit & 1) == 0 ? 4 : 0;
            wanted[digit >> 1] |= (byte) (nibble << shift);
            counts[digit >> 1] |= (byte) (0xf << shift);
            digit++;
        }
        return equal(wanted, counts);
    }

    private boolean isPlain() {
        for (byte place : pattern) if (place < 0 || place == '\\') return false;
        return true;
    }

    /** Plane by plane, in loops that the JIT compiles to wide instructions. */
    private byte @Nullable [] equal(byte[] wanted, byte[] counts) throws IOException {
        byte[] planes = digits.get();
        byte[] marks = new byte[rows()];
        for (int plane = 0; plane < wanted.length; plane++) {
            int from = plane * rows();
            byte want = wanted[plane];
            byte count = counts[plane];
            for (int code = 0; code < marks.length; code++)
                marks[code] |= (byte) ((planes[from + code] ^ want) & count);
        }
        byte any = 0;
        for (int code = 0; code < marks.length; code++) {
            marks[code] = (byte) (marks[code] == 0 ? 1 : 0);
            any |= marks[code];
        }
        return any == 0 ? null : marks;
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
