package io.tocsin.store;

import java.util.Arrays;

/** Numbers the distinct values of a column in the order of their first row. Kept and used again. */
final class Distinct {
    private static final int FIRST_SLOTS = 512;

    private final Slices values = new Slices();
    private int[] codes = {};
    private int[] hashes = new int[FIRST_SLOTS];

    /** Code + 1 of the value in each slot, or 0. */
    private int[] slots = new int[FIRST_SLOTS];

    private int mask;

    void of(Slices rows) {
        values.clear();
        mask = FIRST_SLOTS - 1;
        Arrays.fill(slots, 0, FIRST_SLOTS, 0);
        if (codes.length < rows.size()) codes = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) codes[row] = code(rows, row);
    }

    void clear() {
        values.clear();
    }

    /** The code of each row; longer than there are rows. */
    int[] codes() {
        return codes;
    }

    /** The value of each code. */
    Slices values() {
        return values;
    }

    private int code(Slices rows, int row) {
        int hash = rows.hash(row);
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int code = slots[slot] - 1;
            if (hashes[code] == hash && rows.same(row, values, code)) return code;
            slot = slot + 1 & mask;
        }
        int code = values.size();
        values.add(rows, row);
        slots[slot] = code + 1;
        if (code == hashes.length) hashes = Arrays.copyOf(hashes, code * 2);
        hashes[code] = hash;
        if (code * 2 > mask) grow();
        return code;
    }

    private void grow() {
        int room = (mask + 1) * 4;
        if (slots.length < room) slots = new int[room];
        else Arrays.fill(slots, 0, room, 0);
        mask = room - 1;
        for (int code = 0; code < values.size(); code++) {
            int slot = hashes[code] & mask;
            while (slots[slot] != 0) slot = slot + 1 & mask;
            slots[slot] = code + 1;
        }
    }
}
