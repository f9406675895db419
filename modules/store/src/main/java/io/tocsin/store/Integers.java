package io.tocsin.store;

import java.io.IOException;

/**
 * Numbers of 64 bits: each less the smallest one, or the differences between neighbours less the smallest difference, divided
 * by what divides them all, in planes of bytes, the low bytes first. All arithmetic wraps, so every number comes back.
 */
final class Integers {
    private static final int DELTAS = 1;
    private static final long[] UNITS = {1_000_000_000L, 1_000_000L, 1_000L};

    private final ColumnSink sink;
    private long[] work = {};
    private byte[] plane = {};

    Integers(ColumnSink sink) {
        this.sink = sink;
    }

    /** Writes the first {@code rows} of these; the reader must know how many. */
    void write(long[] values, int rows) {
        if (rows == 0) return;
        if (work.length < rows) {
            work = new long[rows];
            plane = new byte[rows];
        }
        boolean deltas = rows > 1 && prefersDeltas(values, rows);
        sink.head().octet(deltas ? DELTAS : 0);
        if (!deltas) {
            System.arraycopy(values, 0, work, 0, rows);
            writeWork(rows);
            return;
        }
        sink.head().signed(values[0]);
        for (int i = 1; i < rows; i++) work[i - 1] = values[i] - values[i - 1];
        writeWork(rows - 1);
    }

    private static boolean prefersDeltas(long[] values, int rows) {
        long min = values[0];
        for (int i = 1; i < rows; i++) min = Math.min(min, values[i]);
        long own = bits(values[0] - min);
        long deltas = own;
        for (int i = 1; i < rows; i++) {
            long delta = values[i] - values[i - 1];
            own += bits(values[i] - min);
            deltas += bits((delta << 1) ^ (delta >> 63));
        }
        return deltas < own - own / 8;
    }

    private static int bits(long value) {
        return 64 - Long.numberOfLeadingZeros(value);
    }

    private void writeWork(int rows) {
        long min = work[0];
        for (int i = 1; i < rows; i++) min = Math.min(min, work[i]);
        long all = 0;
        for (int i = 0; i < rows; i++) {
            work[i] -= min;
            all |= work[i];
        }
        long unit = unit(rows, all);
        if (unit != 1) {
            all = 0;
            for (int i = 0; i < rows; i++) {
                work[i] /= unit;
                all |= work[i];
            }
        }
        sink.head().signed(min);
        sink.head().number(unit);
        int width = (bits(all) + 7) / 8;
        sink.head().octet(width);
        for (int p = 0; p < width; p++) {
            for (int i = 0; i < rows; i++) plane[i] = (byte) (work[i] >>> (8 * p));
            sink.stream(plane, rows);
        }
    }

    private long unit(int rows, long all) {
        // Negative is beyond 63 bits: such numbers are no times.
        if (all < UNITS[2]) return 1;
        for (long unit : UNITS) {
            int i = 0;
            while (i < rows && work[i] % unit == 0) i++;
            if (i == rows) return unit;
        }
        return 1;
    }

    /** Reads what was written; the reader knows how many. */
    static IntegerRow read(ColumnSource source, int rows) throws IOException {
        return PackedIntegers.read(source, rows).unpack();
    }
}
