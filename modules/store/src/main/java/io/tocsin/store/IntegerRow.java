package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Numbers of 64 bits, kept as narrow as they are: in a byte, in four, or in eight each. Immutable, for any thread. */
final class IntegerRow {
    private static final long UNSIGNED = 0xFFFFFFFFL;

    /** So many rows are stepped over at once where they lie together. */
    private static final int STRIDE = 64;

    private final int rows;
    /** Whether no row is less than the one before; false where that is not known. */
    private final boolean ascending;

    private final long min;
    private final long unit;
    private final byte @Nullable [] bytes;
    private final int @Nullable [] ints;
    private final long @Nullable [] longs;

    private IntegerRow(
            int rows,
            boolean ascending,
            long min,
            long unit,
            byte @Nullable [] bytes,
            int @Nullable [] ints,
            long @Nullable [] longs) {
        this.rows = rows;
        this.ascending = ascending;
        this.min = min;
        this.unit = unit;
        this.bytes = bytes;
        this.ints = ints;
        this.longs = longs;
    }

    static IntegerRow constant(int rows, long value) {
        return steps(rows, value, 0);
    }

    /** The first, and each as much more than the one before; wraps. */
    static IntegerRow steps(int rows, long first, long step) {
        return new IntegerRow(rows, false, first, step, null, null, null);
    }

    /** Each is {@code min} and its byte, unsigned, times {@code unit}. */
    static IntegerRow ofBytes(byte[] bytes, long min, long unit) {
        return new IntegerRow(bytes.length, false, min, unit, bytes, null, null);
    }

    /** Each is {@code min} and its int, unsigned, times {@code unit}. */
    static IntegerRow ofInts(int[] ints, long min, long unit) {
        return new IntegerRow(ints.length, false, min, unit, null, ints, null);
    }

    /** The same of ints of which none is less than the one before. */
    static IntegerRow ofAscending(int[] ints, long min) {
        return new IntegerRow(ints.length, true, min, 1, null, ints, null);
    }

    /** The narrowest that holds these. */
    static IntegerRow of(long[] values) {
        if (values.length == 0) return constant(0, 0);
        long least = values[0];
        long most = values[0];
        for (long value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        // A difference that does not fit wraps to a negative one, or to one that is too large.
        if (Long.compareUnsigned(most - least, UNSIGNED) > 0)
            return new IntegerRow(values.length, false, 0, 1, null, null, values);
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) ints[i] = (int) (values[i] - least);
        return ofInts(ints, least, 1);
    }

    int rows() {
        return rows;
    }

    long get(int row) {
        if (ints != null) return min + unit * (ints[row] & UNSIGNED);
        if (bytes != null) return min + unit * (bytes[row] & 0xff);
        return longs != null ? longs[row] : min + unit * row;
    }

    /** The first row behind one whose number is not within two others, or how many rows there are. */
    int endOfRun(int row, long from, long to) {
        int end = row + 1;
        // Where a whole stride lies within and numbers ascend, what is between does as well.
        if (ascending) {
            while (end + STRIDE <= rows && get(end + STRIDE - 1) < to) end += STRIDE;
        }
        while (end < rows && get(end) >= from && get(end) < to) end++;
        return end;
    }

    /** Each times a factor, and then more by a number; wraps. */
    IntegerRow scaled(long factor, long more) {
        if (longs == null) {
            return new IntegerRow(rows, ascending && factor > 0, min * factor + more, unit * factor, bytes, ints, null);
        }
        long[] scaled = new long[rows];
        for (int i = 0; i < rows; i++) scaled[i] = longs[i] * factor + more;
        return new IntegerRow(rows, false, 0, 1, null, null, scaled);
    }

    /** Bytes in memory, beside what was unpacked. */
    long weight() {
        return ints != null ? 4L * rows : longs != null ? 8L * rows : 0;
    }

    /**
     * The numbers as codes.
     *
     * @param what they are, for the error
     * @throws IOException unless each is at least 0 and less than {@code limit}
     */
    Codes codes(int limit, String what) throws IOException {
        if (bytes != null && min == 0 && unit == 1) return Codes.ofBytes(bytes, limit, what);
        int[] codes = new int[rows];
        int most = 0;
        for (int i = 0; i < rows; i++) {
            long code = get(i);
            if (code < 0 || code >= limit)
                throw new IOException("cannot read block: " + what + " " + code + " of " + limit);
            codes[i] = (int) code;
            most = Math.max(most, codes[i]);
        }
        return most == 0 ? Codes.constant(rows) : Codes.of(codes);
    }
}
