package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The values of one place in the events of a block, unpacked as far as they are asked for. Rows and codes count from 0. For any thread. */
interface Column {
    int rows();

    /**
     * How many codes there are.
     *
     * @throws IOException when the bytes it is made of are corrupt
     */
    int distinct() throws IOException;

    /** Whether unequal codes mean unequal values; equal codes always mean equal ones. */
    boolean exact();

    /**
     * The code of a row.
     *
     * @throws IOException when the bytes it is made of are corrupt
     */
    default int code(int row) throws IOException {
        return coded().get(row);
    }

    /**
     * The codes of all rows.
     *
     * @throws IOException when the bytes they are made of are corrupt
     */
    Codes coded() throws IOException;

    /**
     * The codes of all rows, in order, anew at each call.
     *
     * @throws IOException when the bytes they are made of are corrupt
     */
    default int[] codes() throws IOException {
        return coded().toArray();
    }

    /**
     * The bytes as in the JSON: of a string what lies between the quotes. Not to be written to.
     *
     * @throws IOException when the bytes it is made of are corrupt
     */
    byte[] value(int code) throws IOException;

    /**
     * The value of a row, for who wants a few of them and no codes.
     *
     * @throws IOException when the bytes it is made of are corrupt
     */
    default byte[] valueAt(int row) throws IOException {
        return value(code(row));
    }

    /**
     * The number that each code stands for, NaN where none; null unless the column is kept as numbers.
     *
     * @throws IOException when the bytes they are made of are corrupt
     */
    double @Nullable [] numbers() throws IOException;

    /**
     * Looks for a text in all values at once: the mark of each code is 0 where the value is sure not to contain it, and 1
     * where it does or might. Null when no value can.
     *
     * @throws IOException when the bytes they are made of are corrupt
     */
    default byte @Nullable [] marks(Needle needle) throws IOException {
        byte[] marks = new byte[distinct()];
        byte any = 0;
        for (int code = 0; code < marks.length; code++) {
            marks[code] = (byte) (needle.mayBeIn(value(code)) ? 1 : 0);
            any |= marks[code];
        }
        return any == 0 ? null : marks;
    }

    /** Every character that the values are written with, folded; null when that is not known without reading them. */
    default @Nullable String characters() {
        return null;
    }

    /** The messages as templates; null unless the column is kept as templates. */
    default @Nullable Templates templates() {
        return null;
    }
}
