package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A variable whose values stand in another column of the same events: what a message repeats takes no bytes. */
final class CopyColumn implements Column {
    private final int rows;
    private final Column original;
    private final Lazily<Copies> copies;
    private final Lazily.Reading<int[]> events;
    private final Places places;

    /** Where the original has the values of events. */
    @FunctionalInterface
    private interface Places {
        int firstRow(int event) throws IOException;
    }

    /**
     * @param codes of the rows
     * @param originalCodes the code in the original of each code here
     */
    // Arrays, shared by those who read; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Copies(Codes codes, int[] originalCodes) {}

    private CopyColumn(int rows, Column original, Lazily.Reading<int[]> events, Places places, Lazily<Copies> copies) {
        this.rows = rows;
        this.original = original;
        this.events = events;
        this.places = places;
        this.copies = copies;
    }

    /** The column that has the values. */
    Column original() {
        return original;
    }

    /** The code in the original of a code here. */
    int originalCode(int code) throws IOException {
        return copies.get().originalCodes[code];
    }

    /** Reads a copy of so many rows for these events. */
    static CopyColumn read(ColumnSource source, int rows, Lazily.Reading<int[]> events, Siblings siblings)
            throws IOException {
        int number = source.head().count(siblings.columns() - 1);
        Column original = siblings.column(number);
        if (original.templates() != null) throw new IOException("cannot read block: a variable that copies messages");
        Lazily<Copies> copies = new Lazily<>(() -> {
            Copies read = copies(original, events.read(), siblings.firstRows(number));
            source.unpacked().addAndGet(4L * (rows + read.originalCodes.length));
            return read;
        });
        return new CopyColumn(rows, original, events, event -> siblings.firstRow(number, event), copies);
    }

    private static Copies copies(Column original, int[] events, int[] firstRows) throws IOException {
        Codes all = original.coded();
        int[] codes = new int[events.length];
        int[] known = new int[original.distinct()];
        int[] originalCodes = new int[Math.min(original.distinct(), events.length)];
        int used = 0;
        for (int i = 0; i < events.length; i++) {
            if (events[i] >= firstRows.length) throw new IOException("cannot read block: no event " + events[i]);
            int code = all.get(checked(firstRows[events[i]], original));
            if (known[code] == 0) {
                originalCodes[used++] = code;
                known[code] = used;
            }
            codes[i] = known[code] - 1;
        }
        return new Copies(Codes.of(codes), Arrays.copyOf(originalCodes, used));
    }

    private static int checked(int row, Column original) throws IOException {
        if (row >= original.rows())
            throw new IOException("cannot read block: a copy of row " + row + ", which is none");
        return row;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int distinct() throws IOException {
        return copies.get().originalCodes.length;
    }

    @Override
    public boolean exact() {
        return original.exact();
    }

    @Override
    public Codes coded() throws IOException {
        return copies.get().codes;
    }

    @Override
    public byte[] value(int code) throws IOException {
        return original.value(copies.get().originalCodes[code]);
    }

    /** Without the codes of all rows, unless they are known. */
    @Override
    public byte[] valueAt(int row) throws IOException {
        if (copies.known() != null) return value(code(row));
        return original.valueAt(checked(places.firstRow(events.read()[row]), original));
    }

    @Override
    public @Nullable String characters() {
        return original.characters();
    }

    @Override
    public double @Nullable [] numbers() throws IOException {
        double[] all = original.numbers();
        if (all == null) return null;
        int[] originalCodes = copies.get().originalCodes;
        double[] numbers = new double[originalCodes.length];
        for (int code = 0; code < numbers.length; code++) numbers[code] = all[originalCodes[code]];
        return numbers;
    }
}
