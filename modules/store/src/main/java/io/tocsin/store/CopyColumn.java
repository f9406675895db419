package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A variable whose values stand in another column of the same events: what a message repeats takes no bytes. */
final class CopyColumn implements Column {
    private final Column original;
    private final int[] codes;

    /** The code in the original of each code here. */
    private final int[] originalCodes;

    private CopyColumn(Column original, int[] codes, int[] originalCodes) {
        this.original = original;
        this.codes = codes;
        this.originalCodes = originalCodes;
    }

    /** The column that has the values. */
    Column original() {
        return original;
    }

    /** The code in the original of a code here. */
    int originalCode(int code) {
        return originalCodes[code];
    }

    /** Reads a copy for these events. */
    static CopyColumn read(ColumnSource source, int[] events, Siblings siblings) throws IOException {
        int number = source.head().count(siblings.columns() - 1);
        Column original = siblings.column(number);
        if (original.templates() != null) throw new IOException("cannot read block: a variable that copies messages");
        int[] firstRows = siblings.firstRows(number);
        int[] codes = new int[events.length];
        int[] known = new int[original.distinct()];
        int[] originalCodes = new int[Math.min(original.distinct(), events.length)];
        int used = 0;
        for (int i = 0; i < events.length; i++) {
            if (events[i] >= firstRows.length || firstRows[events[i]] >= original.rows()) {
                throw new IOException(
                        "cannot read block: a copy of a value that event " + events[i] + " does not have");
            }
            int code = original.code(firstRows[events[i]]);
            if (known[code] == 0) {
                originalCodes[used++] = code;
                known[code] = used;
            }
            codes[i] = known[code] - 1;
        }
        return new CopyColumn(original, codes, Arrays.copyOf(originalCodes, used));
    }

    @Override
    public int rows() {
        return codes.length;
    }

    @Override
    public int distinct() {
        return originalCodes.length;
    }

    @Override
    public boolean exact() {
        return original.exact();
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
        return original.value(originalCodes[code]);
    }

    @Override
    public @Nullable String characters() {
        return original.characters();
    }

    @Override
    public double @Nullable [] numbers() {
        double[] all = original.numbers();
        if (all == null) return null;
        double[] numbers = new double[originalCodes.length];
        for (int code = 0; code < numbers.length; code++) numbers[code] = all[originalCodes[code]];
        return numbers;
    }
}
