package io.tocsin.store;

import java.io.IOException;

/** Numbers as {@link Integers} wrote them, of which only the head has been read. Immutable, for any thread. */
final class PackedIntegers {
    private static final int DELTAS = 1;
    private static final Packed[] NONE = {};

    /** More than any difference of two bytes. */
    private static final int STEP_MAX = 1 << 16;

    private final int rows;
    private final boolean deltas;
    private final long first;
    private final long min;
    private final long unit;
    private final Packed[] planes;

    private PackedIntegers(int rows, boolean deltas, long first, long min, long unit, Packed[] planes) {
        this.rows = rows;
        this.deltas = deltas;
        this.first = first;
        this.min = min;
        this.unit = unit;
        this.planes = planes;
    }

    /** Reads the head, and steps over the frames. */
    static PackedIntegers read(ColumnSource source, int rows) throws IOException {
        if (rows == 0) return new PackedIntegers(0, false, 0, 0, 1, NONE);
        BlockSource head = source.head();
        int kind = head.octet();
        if (kind > DELTAS) throw new IOException("cannot read block: numbers of kind " + kind);
        long first = kind == DELTAS ? head.signed() : 0;
        long min = head.signed();
        long unit = head.number();
        int width = head.octet();
        if (width > Long.BYTES) throw new IOException("cannot read block: numbers of " + width + " bytes");
        Packed[] planes = new Packed[width];
        int each = kind == DELTAS ? rows - 1 : rows;
        for (int p = 0; p < width; p++) planes[p] = source.later(each);
        return new PackedIntegers(rows, kind == DELTAS, first, min, unit, planes);
    }

    /** Anew at each call. */
    IntegerRow unpack() throws IOException {
        if (deltas) return sums();
        return switch (planes.length) {
            case 0 -> IntegerRow.constant(rows, min);
            case 1 -> IntegerRow.ofBytes(planes[0].unpack(), min, unit);
            case 2, 3 -> IntegerRow.ofInts(ints(), min, unit);
            default -> {
                long[] values = longs(rows);
                for (int i = 0; i < rows; i++) values[i] = values[i] * unit + min;
                yield IntegerRow.of(values);
            }
        };
    }

    private int[] ints() throws IOException {
        int[] values = new int[rows];
        for (int p = 0; p < planes.length; p++) {
            byte[] plane = planes[p].unpack();
            int shift = 8 * p;
            for (int i = 0; i < rows; i++) values[i] |= (plane[i] & 0xff) << shift;
        }
        return values;
    }

    private long[] longs(int count) throws IOException {
        long[] values = new long[count];
        for (int p = 0; p < planes.length; p++) {
            byte[] plane = planes[p].unpack();
            int shift = 8 * p;
            for (int i = 0; i < count; i++) values[i] |= (plane[i] & 0xffL) << shift;
        }
        return values;
    }

    private IntegerRow sums() throws IOException {
        if (planes.length == 0) return IntegerRow.steps(rows, first, min);
        long least = min / unit;
        boolean narrow = planes.length <= 2 && min % unit == 0 && least > -STEP_MAX && least < STEP_MAX;
        if (narrow && 2L * STEP_MAX * rows <= Integer.MAX_VALUE) return narrowSums((int) least);
        long[] differences = longs(rows - 1);
        long[] values = new long[rows];
        long sum = first;
        values[0] = sum;
        for (int i = 1; i < rows; i++) {
            sum += differences[i - 1] * unit + min;
            values[i] = sum;
        }
        return IntegerRow.of(values);
    }

    /** In units from the first on, which ints hold: so are the times and ids of nearly all blocks. */
    private IntegerRow narrowSums(int leastStep) throws IOException {
        byte[] low = planes[0].unpack();
        byte[] high = planes.length == 2 ? planes[1].unpack() : new byte[rows - 1];
        int[] sums = new int[rows];
        int sum = 0;
        int least = 0;
        for (int i = 1; i < rows; i++) {
            sum += leastStep + ((low[i - 1] & 0xff) | (high[i - 1] & 0xff) << 8);
            sums[i] = sum;
            least = Math.min(least, sum);
        }
        if (leastStep >= 0) return IntegerRow.ofAscending(sums, 0).scaled(unit, first);
        if (least < 0) {
            for (int i = 0; i < rows; i++) sums[i] -= least;
        }
        return IntegerRow.ofInts(sums, least, 1).scaled(unit, first);
    }
}
