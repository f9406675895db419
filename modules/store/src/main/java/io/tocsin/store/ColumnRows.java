package io.tocsin.store;

import java.util.Arrays;

/**
 * The rows of a column while they are collected. As long as values come again, each different one is kept once, in the order
 * of first rows, and a row is the code of its value; when too many turn out to differ, all rows are kept as they are, because
 * looking each one up costs more than it saves. Kept and used again.
 */
final class ColumnRows {
    /** So many rows say whether values come again; then it is asked each time there are twice as many. */
    private static final int SAMPLE = 256;

    /** Codes of one byte; numbers of more different values are kept as numbers. */
    private static final int SMALL = 256;

    private static final int FIRST_SLOTS = 64;
    private static final long HIGH = 0xFFFFFFFF00000000L;

    /** Different values, or all rows. */
    private Slices values = new Slices();

    private Slices spare = new Slices();
    private boolean direct;
    private int[] codes = new int[64];
    private int size;
    private int last;

    /** The high half of the hash of a value, and its code + 1, or 0. */
    private long[] slots = new long[FIRST_SLOTS];

    private int mask = FIRST_SLOTS - 1;

    /** Forgets the rows. */
    void clear() {
        values.clear();
        if (!direct && size > 0) Arrays.fill(slots, 0, mask + 1, 0);
        mask = FIRST_SLOTS - 1;
        direct = false;
        size = 0;
        last = 0;
    }

    void add(byte[] source, int from, int to) {
        int row = size++;
        if (direct) {
            values.add(source, from, to);
            return;
        }
        if (row == codes.length) codes = Arrays.copyOf(codes, row * 2);
        // Events of one request follow each other, and share most of their values.
        if (row == 0 || !values.same(last, source, from, to)) last = code(source, from, to);
        codes[row] = last;
        if ((size & row) == 0 && size >= SAMPLE && tooManyDiffer()) keepAll();
    }

    void add(Slices from, int index) {
        add(from.bytes(), from.start(index), from.end(index));
    }

    int size() {
        return size;
    }

    /** Bytes that its arrays take, whatever is in them. */
    long room() {
        return values.room() + spare.room() + (long) Integer.BYTES * codes.length + (long) Long.BYTES * slots.length;
    }

    /** Whether {@link #values()} are all rows; else they are the different ones, and {@link #codes()} tells the rows. */
    boolean isDirect() {
        return direct;
    }

    boolean allSame() {
        return !direct && values.size() == 1;
    }

    Slices values() {
        return values;
    }

    /** The code of each row, longer than there are rows; only when not direct. */
    int[] codes() {
        return codes;
    }

    Rows rows() {
        return new Rows(values, direct ? null : codes, size);
    }

    /** Where the value of a row is among {@link #values()}. */
    int at(int row) {
        return direct ? row : codes[row];
    }

    private int code(byte[] source, int from, int to) {
        long hash = Slices.hash(source, from, to);
        int slot = (int) hash & mask;
        long high = hash & HIGH;
        while (slots[slot] != 0) {
            long found = slots[slot];
            int code = (int) found - 1;
            if ((found & HIGH) == high && values.same(code, source, from, to)) return code;
            slot = (slot + 1) & mask;
        }
        int code = values.size();
        values.add(source, from, to);
        slots[slot] = high | (code + 1);
        if (code * 2 > mask) grow();
        return code;
    }

    private void grow() {
        int room = (mask + 1) * 4;
        if (slots.length < room) slots = new long[room];
        else Arrays.fill(slots, 0, room, 0);
        mask = room - 1;
        for (int code = 0; code < values.size(); code++) {
            long hash = Slices.hash(values.bytes(), values.start(code), values.end(code));
            int slot = (int) hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = (hash & HIGH) | (code + 1);
        }
    }

    private boolean tooManyDiffer() {
        int different = values.size();
        if (different * 4L > size * 3L) return true;
        if (different > SMALL && NumberWriter.looksLikeNumber(values)) return true;
        return different * 2L > size && ColumnWriter.isProse(values);
    }

    /** From now on each row has a value of its own. */
    void keepAll() {
        if (direct) return;
        for (int row = 0; row < size; row++) spare.add(values, codes[row]);
        Slices different = values;
        values = spare;
        spare = different;
        spare.clear();
        Arrays.fill(slots, 0, mask + 1, 0);
        direct = true;
    }
}
