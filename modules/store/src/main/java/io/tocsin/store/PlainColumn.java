package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lengths, and all bytes one after the other. */
final class PlainColumn extends DirectColumn {
    private final int[] ends;
    private final byte[] bytes;

    private PlainColumn(int[] ends, byte[] bytes) {
        super(ends.length);
        this.ends = ends;
        this.bytes = bytes;
    }

    static PlainColumn read(ColumnSource source, int rows) throws IOException {
        long[] lengths = Integers.read(source, rows);
        int[] ends = new int[rows];
        long end = 0;
        for (int i = 0; i < rows; i++) {
            end += lengths[i];
            if (lengths[i] < 0 || end > Integer.MAX_VALUE) {
                throw new IOException("cannot read block: a text of " + lengths[i] + " bytes");
            }
            ends[i] = (int) end;
        }
        return new PlainColumn(ends, source.stream(end));
    }

    @Override
    public byte[] value(int code) {
        return Arrays.copyOfRange(bytes, code == 0 ? 0 : ends[code - 1], ends[code]);
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }
}
