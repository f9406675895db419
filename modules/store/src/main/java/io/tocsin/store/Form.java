package io.tocsin.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of some events of a block: their layout's bytes and the columns of their leaves; or raw, which is one leaf that
 * is the whole JSON. Equal when they have the same gaps, whatever their columns in their blocks are.
 */
final class Form {
    private final boolean raw;
    private final byte[][] gaps;
    private final int[] columns;
    private int hash;

    Form(boolean raw, byte[][] gaps, int[] columns) {
        this.raw = raw;
        this.gaps = gaps;
        this.columns = columns;
    }

    /** Exchanges two columns, while a block is being written. */
    void swap(int one, int other) {
        for (int leaf = 0; leaf < columns.length; leaf++) {
            if (columns[leaf] == one) columns[leaf] = other;
            else if (columns[leaf] == other) columns[leaf] = one;
        }
    }

    /** Whether its only leaf is the whole JSON of the event. */
    boolean isRaw() {
        return raw;
    }

    int leaves() {
        return columns.length;
    }

    /** The bytes before a leaf, or after the last one; not to be written to. */
    byte[] gap(int index) {
        return gaps[index];
    }

    /** Whether a leaf is a string; else it is a number, true or false, or the JSON of a raw event. */
    boolean isText(int leaf) {
        byte[] gap = gaps[leaf];
        return gap.length > 0 && gap[gap.length - 1] == '"';
    }

    /** The column that holds a leaf; leaves of one form may share it, in consecutive rows. */
    int column(int leaf) {
        return columns[leaf];
    }

    /** How many leaves have their values in a column. */
    int uses(int column) {
        int uses = 0;
        for (int of : columns) {
            if (of == column) uses++;
        }
        return uses;
    }

    /** How many leaves before one have their values in the same column. */
    int usesBefore(int leaf) {
        int uses = 0;
        for (int other = 0; other < leaf; other++) {
            if (columns[other] == columns[leaf]) uses++;
        }
        return uses;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Form form
                && form.hashCode() == hashCode()
                && form.raw == raw
                && Arrays.deepEquals(form.gaps, gaps);
    }

    @Override
    public int hashCode() {
        // Most blocks are read without anyone asking; two threads that ask at once write the same number.
        if (hash == 0) hash = Arrays.deepHashCode(gaps) * 2 + (raw ? 1 : 0);
        return hash;
    }
}
