package io.tocsin.store;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The codes of the rows of a column, a byte each where that holds them. Immutable, for any thread. */
final class Codes {
    private static final int OF_A_BYTE = 256;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A 1 in each byte. */
    private static final long ONES = 0x0101010101010101L;

    private final int rows;
    /** What a row gives to its code, where neither array is there: nothing, or its number. */
    private final int step;

    private final byte @Nullable [] bytes;
    private final int @Nullable [] ints;

    private Codes(int rows, int step, byte @Nullable [] bytes, int @Nullable [] ints) {
        this.rows = rows;
        this.step = step;
        this.bytes = bytes;
        this.ints = ints;
    }

    /** All rows have code 0. */
    static Codes constant(int rows) {
        return new Codes(rows, 0, null, null);
    }

    /** The code of a row is its number. */
    static Codes ofRows(int rows) {
        return new Codes(rows, 1, null, null);
    }

    static Codes of(int[] codes) {
        return new Codes(codes.length, 0, null, codes);
    }

    /**
     * A byte each.
     *
     * @param what they are, for the error
     * @throws IOException unless each is less than {@code limit}
     */
    static Codes ofBytes(byte[] codes, int limit, String what) throws IOException {
        if (limit < OF_A_BYTE && !areBelow(codes, limit)) {
            int most = 0;
            for (byte code : codes) most = Math.max(most, code & 0xff);
            if (most >= limit) throw new IOException("cannot read block: " + what + " " + most + " of " + limit);
        }
        return new Codes(codes.length, 0, codes, null);
    }

    /** Whether bytes are all less than a limit, eight at once; also false where that does not tell. */
    private static boolean areBelow(byte[] codes, int limit) {
        if (limit > Byte.MAX_VALUE || limit == 0) return false;
        // What is too large reaches the highest bit of its byte by this.
        long more = ONES * (Byte.MAX_VALUE + 1 - limit);
        long all = 0;
        int at = 0;
        for (; at + Long.BYTES <= codes.length; at += Long.BYTES) {
            long eight = (long) LONGS.get(codes, at);
            all |= eight | (eight + more);
        }
        int rest = 0;
        for (; at < codes.length; at++) rest |= codes[at] | (codes[at] + (int) (more & 0xff));
        return (all & ONES << 7) == 0 && (rest & ~Byte.MAX_VALUE) == 0;
    }

    int rows() {
        return rows;
    }

    int get(int row) {
        if (bytes != null) return bytes[row] & 0xff;
        return ints != null ? ints[row] : row * step;
    }

    /** Anew at each call. */
    int[] toArray() {
        int[] all = new int[rows];
        for (int row = 0; row < rows; row++) all[row] = get(row);
        return all;
    }

    /** Writes for each row what an array says of its code. */
    void map(int[] ofCode, int[] target) {
        if (bytes != null) {
            for (int row = 0; row < rows; row++) target[row] = ofCode[bytes[row] & 0xff];
        } else {
            for (int row = 0; row < rows; row++) target[row] = ofCode[get(row)];
        }
    }

    /** How often each code occurs. */
    int[] counts(int distinct) {
        if (bytes != null) return countsOfBytes(bytes, distinct);
        int[] counts = new int[distinct];
        if (ints == null && step == 0 && rows > 0) counts[0] = rows;
        else for (int row = 0; row < rows; row++) counts[get(row)]++;
        return counts;
    }

    /** Neighbours are counted apart, as they are often equal, and one count would wait for the other. */
    private static int[] countsOfBytes(byte[] codes, int distinct) {
        int[] even = new int[OF_A_BYTE];
        int[] odd = new int[OF_A_BYTE];
        int at = 0;
        for (; at + 1 < codes.length; at += 2) {
            even[codes[at] & 0xff]++;
            odd[codes[at + 1] & 0xff]++;
        }
        if (at < codes.length) even[codes[at] & 0xff]++;
        int[] counts = new int[distinct];
        for (int code = 0; code < Math.min(distinct, OF_A_BYTE); code++) counts[code] = even[code] + odd[code];
        return counts;
    }

    /**
     * Adds those events among some to others whose code is marked with 1, and 0 all others. For a column whose rows are
     * events.
     */
    void select(byte[] marks, EventSet among, EventSet found) {
        for (int index = 0; index < among.words(); index++) {
            long word = among.word(index);
            if (word == 0) continue;
            if (bytes != null && word == -1L) found.addWord(index, ofBytes(bytes, index << 6, marks));
            else found.addWord(index, each(index << 6, word, marks));
        }
    }

    private static long ofBytes(byte[] codes, int from, byte[] marks) {
        long found = 0;
        for (int i = 0; i < 64; i++) found |= (long) marks[codes[from + i] & 0xff] << i;
        return found;
    }

    private long each(int from, long word, byte[] marks) {
        long found = 0;
        for (long left = word; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            found |= (long) marks[get(from + i)] << i;
        }
        return found;
    }
}
