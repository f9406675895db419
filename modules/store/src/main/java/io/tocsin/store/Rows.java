package io.tocsin.store;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a column while it is written: values one after the other, or different values and the code of each row.
 *
 * @param codes null when each row has a value of its own; may be longer than there are rows
 */
// Shared with who collected them; never compared.
@SuppressWarnings("ArrayRecordComponent")
record Rows(Slices values, int @Nullable [] codes, int size) {
    static Rows each(Slices values) {
        return new Rows(values, null, values.size());
    }

    /** Numbers of the values as numbers of the rows; the array given, or the room, which must be large enough. */
    long[] spread(long[] ofValues, long[] room) {
        int[] code = codes;
        if (code == null) return ofValues;
        for (int row = 0; row < size; row++) room[row] = ofValues[code[row]];
        return room;
    }
}
