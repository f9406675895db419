package io.tocsin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of events as {@link BlockWriter} wrote it. Columns are decompressed when they are first asked for; the bytes must
 * stay as they are until then. Not thread-safe.
 */
final class Block {
    private final int events;
    private final Form[] forms;
    private final int[] formOf;
    private final ColumnSource[] sources;
    private final int[] rows;
    private final @Nullable Column[] columns;
    private final int[] @Nullable [] firstRows;
    private final ColumnSource idSource;
    private final ColumnSource receivedSource;
    private final @Nullable ColumnSource timeSource;
    private final boolean timesInColumn;
    private final Siblings siblings = new Siblings() {
        @Override
        public int columns() {
            return columns.length;
        }

        @Override
        public Column column(int column) throws IOException {
            return Block.this.column(column);
        }

        @Override
        public int[] firstRows(int column) {
            return Block.this.firstRows(column);
        }
    };

    private long @Nullable [] ids;
    private long @Nullable [] times;
    private long @Nullable [] received;

    /**
     * Reads the header of a block and checks it. The bytes are kept, not copied.
     *
     * @throws IOException when they are no block, or one of a later version
     */
    static Block read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return new Block(BlockHeader.open(bytes, offset, length));
        } catch (RuntimeException broken) {
            // Checksums held, so a writer made this: better one block lost than a search thread.
            throw new IOException("cannot read block: a header that makes no sense", broken);
        }
    }

    private Block(ColumnSource source) throws IOException {
        BlockSource head = source.head();
        events = head.count(BlockWriter.MAX_EVENTS);
        int width = head.count(head.left());
        forms = BlockHeader.forms(head, width);
        formOf = BlockHeader.formOf(source, events, forms.length);
        rows = BlockHeader.rows(forms, formOf, width);
        columns = new Column[width];
        firstRows = new int[width][];
        sources = new ColumnSource[width];
        int where = head.octet();
        if (where > BlockWriter.TIMES_IN_COLUMN) throw new IOException("cannot read block: times of kind " + where);
        timesInColumn = where == BlockWriter.TIMES_IN_COLUMN;
        int done = 0;
        if (timesInColumn) sources[done++] = source.skippable();
        idSource = source.skippable();
        receivedSource = source.skippable();
        timeSource = where == BlockWriter.TIMES_OWN ? source.skippable() : null;
        source.checkSoFar(head.number(), head.int32());
        for (int c = done; c < width; c++) sources[c] = source.skippable();
    }

    /** How many events there are. */
    int events() {
        return events;
    }

    long id(int event) {
        long[] known = ids;
        if (known == null) ids = known = numbers(idSource);
        return known[event];
    }

    /** When an event was accepted, as {@link IndexTime} counts. */
    long receivedAt(int event) {
        long[] known = received;
        if (known == null) received = known = numbers(receivedSource);
        return known[event];
    }

    /** When an event happened, as {@link IndexTime} counts. */
    long time(int event) {
        long[] known = times;
        if (known == null) times = known = readTimes();
        return known[event];
    }

    private long[] numbers(ColumnSource source) {
        try {
            return Integers.read(source.again(), events);
        } catch (IOException impossible) {
            // Their checksum was right when the block was opened.
            throw new UncheckedIOException(impossible);
        }
    }

    private long[] readTimes() {
        if (timeSource != null) return numbers(timeSource);
        if (!timesInColumn) return numbers(receivedSource);
        try {
            long[] instants = column(0) instanceof TimeColumn column ? column.instants() : null;
            if (instants != null && instants.length == events) return instants;
            throw new IOException("cannot read block: times in a column that has none");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** How many forms there are. */
    int forms() {
        return forms.length;
    }

    Form form(int form) {
        return forms[form];
    }

    int formOf(int event) {
        return formOf[event];
    }

    /** How many columns there are. */
    int columns() {
        return columns.length;
    }

    /**
     * A column, decompressed when it is first asked for.
     *
     * @throws IOException when its bytes are corrupt
     */
    Column column(int column) throws IOException {
        Column known = columns[column];
        if (known != null) return known;
        Column read = Encoding.read(sources[column], rows[column], siblings);
        columns[column] = read;
        return read;
    }

    /** The row of a leaf of an event within the column of that leaf. */
    int row(int event, int leaf) {
        Form form = forms[formOf[event]];
        int column = form.column(leaf);
        int row = firstRows(column)[event];
        for (int before = 0; before < leaf; before++) {
            if (form.column(before) == column) row++;
        }
        return row;
    }

    private int[] firstRows(int column) {
        int[] known = firstRows[column];
        if (known != null) return known;
        int[] perForm = new int[forms.length];
        for (int f = 0; f < perForm.length; f++) {
            for (int leaf = 0; leaf < forms[f].leaves(); leaf++) {
                if (forms[f].column(leaf) == column) perForm[f]++;
            }
        }
        int[] first = new int[events];
        int row = 0;
        for (int event = 0; event < events; event++) {
            first[event] = row;
            row += perForm[formOf[event]];
        }
        firstRows[column] = first;
        return first;
    }

    /**
     * The JSON of an event, byte for byte as it was sent.
     *
     * @throws IOException when bytes of one of its columns are corrupt
     */
    byte[] json(int event) throws IOException {
        Form form = forms[formOf[event]];
        byte[][] values = new byte[form.leaves()][];
        int length = form.gap(values.length).length;
        for (int leaf = 0; leaf < values.length; leaf++) {
            Column column = column(form.column(leaf));
            values[leaf] = column.value(column.code(row(event, leaf)));
            length += form.gap(leaf).length + values[leaf].length;
        }
        byte[] json = Arrays.copyOf(form.gap(0), length);
        int at = form.gap(0).length;
        for (int leaf = 0; leaf < values.length; leaf++) {
            at = put(json, at, values[leaf]);
            at = put(json, at, form.gap(leaf + 1));
        }
        return json;
    }

    private static int put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }
}
