package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The values of one place in the events of a block. Rows and codes count from 0. Not thread-safe. */
interface Column {
    int rows();

    /** How many codes there are. */
    int distinct();

    /** Whether unequal codes mean unequal values; equal codes always mean equal ones. */
    boolean exact();

    int code(int row);

    /** The codes of all rows, in order; not to be written to. */
    int[] codes();

    /**
     * The bytes as in the JSON: of a string what lies between the quotes. Not to be written to.
     *
     * @throws IOException when the bytes it is made of are corrupt
     */
    byte[] value(int code) throws IOException;

    /** The number that each code stands for, NaN where none; null unless the column is kept as numbers. */
    double @Nullable [] numbers();

    /** Every character that the values are written with, folded; null when that is not known without reading them. */
    default @Nullable String characters() {
        return null;
    }

    /** The messages as templates; null unless the column is kept as templates. */
    default @Nullable Templates templates() {
        return null;
    }
}
