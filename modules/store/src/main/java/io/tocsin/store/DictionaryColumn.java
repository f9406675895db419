package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Distinct values in the order of their first row, kept as a column of their own, and the code of each row. */
final class DictionaryColumn implements Column {
    private final int[] codes;
    private final Column values;

    DictionaryColumn(int[] codes, Column values) {
        this.codes = codes;
        this.values = values;
    }

    /** Codes as bytes. */
    static int[] readCodes(ColumnSource source, int rows, int distinct) throws IOException {
        byte[] bytes = source.stream(rows);
        int[] codes = new int[rows];
        int largest = 0;
        for (int i = 0; i < rows; i++) {
            int code = bytes[i] & 0xff;
            codes[i] = code;
            largest = Math.max(largest, code);
        }
        if (largest >= distinct) throw new IOException("cannot read block: code " + largest + " of " + distinct);
        return codes;
    }

    /** Codes as distances: 0 is the next new value, 1 the newest, and so on. */
    static int[] readDistances(ColumnSource source, int rows, int distinct) throws IOException {
        long[] distances = Integers.read(source, rows);
        int[] codes = new int[rows];
        int known = 0;
        for (int i = 0; i < rows; i++) {
            long distance = distances[i];
            if (distance < 0 || distance > known) {
                throw new IOException("cannot read block: distance " + distance + " among " + known);
            }
            codes[i] = distance == 0 ? known++ : known - (int) distance;
        }
        if (known > distinct) throw new IOException("cannot read block: " + known + " values of " + distinct);
        return codes;
    }

    @Override
    public int rows() {
        return codes.length;
    }

    @Override
    public int distinct() {
        return values.rows();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public int code(int row) {
        return codes[row];
    }

    @Override
    public int[] codes() {
        return codes;
    }

    @Override
    public byte[] value(int code) throws IOException {
        return values.value(values.code(code));
    }

    @Override
    public @Nullable String characters() {
        return values.characters();
    }

    @Override
    public double @Nullable [] numbers() {
        return values.numbers();
    }
}
