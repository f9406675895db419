package io.tocsin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A block of events as {@link BlockWriter} wrote it. Columns are decompressed when they are first asked for; the bytes must
 * stay as they are until then. For any thread.
 */
final class Block {
    /** Of each byte of a header there are some in memory: forms and columns are objects. */
    private static final int OBJECTS = 3;

    private final long bytes;
    private final int events;
    private final Form[] forms;
    private final Codes formOf;
    private final int[] eventsIn;
    private final EventRows rows;
    private final List<Lazily<Column>> columns;
    private final Lazily<EventSet[]> ofForms;
    private final Lazily<Alphabets> alphabets;

    private final Lazily<IntegerRow> ids;
    private final Lazily<IntegerRow> received;
    private final Lazily<IntegerRow> times;
    private final AtomicLong unpacked;

    private final class Neighbours implements Siblings {
        @Override
        public int columns() {
            return columns.size();
        }

        @Override
        public Column column(int column) throws IOException {
            return Block.this.column(column);
        }

        @Override
        public int[] firstRows(int column) throws IOException {
            return rows.first(column);
        }

        @Override
        public int firstRow(int column, int event) throws IOException {
            return rows.first(column, event);
        }
    }

    /**
     * Reads the header of a block and checks it. The bytes are kept, not copied.
     *
     * @throws IOException when they are no block, or one of a later version
     */
    static Block read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return new Block(BlockHeader.open(bytes, offset, length), bytes.length);
        } catch (RuntimeException broken) {
            // Checksums held, so a writer made this: better one block lost than a search thread.
            throw new IOException("cannot read block: a header that makes no sense", broken);
        }
    }

    /** @param kept bytes that are kept for columns that are not unpacked yet */
    private Block(ColumnSource source, int kept) throws IOException {
        BlockSource head = source.head();
        unpacked = source.unpacked();
        bytes = kept + (long) OBJECTS * head.left();
        events = head.count(BlockWriter.MAX_EVENTS);
        int width = head.count(head.left());
        forms = BlockHeader.forms(head, width);
        formOf = BlockHeader.formOf(source, events, forms.length);
        eventsIn = formOf.counts(forms.length);
        int[] rowsOf = BlockHeader.rows(forms, eventsIn, width);
        rows = new EventRows(forms, formOf, events, rowsOf, unpacked::addAndGet);
        int where = head.octet();
        if (where > BlockWriter.TIMES_IN_COLUMN) throw new IOException("cannot read block: times of kind " + where);
        boolean timesInColumn = where == BlockWriter.TIMES_IN_COLUMN;
        columns = new ArrayList<>(width);
        if (timesInColumn) columns.add(column(source.skippable(), rowsOf[0]));
        ids = numbers(source.skippable());
        received = numbers(source.skippable());
        times = where == BlockWriter.TIMES_OWN
                ? numbers(source.skippable())
                : timesInColumn ? new Lazily<>(this::timesInColumn) : received;
        source.checkSoFar(head.number(), head.int32());
        for (int c = columns.size(); c < width; c++) columns.add(column(source.skippable(), rowsOf[c]));
        ofForms = new Lazily<>(this::readOfForms);
        alphabets = new Lazily<>(this::readAlphabets);
    }

    private Lazily<Column> column(ColumnSource source, int rowsOf) {
        Siblings siblings = new Neighbours();
        return new Lazily<>(() -> Encoding.read(source, rowsOf, siblings));
    }

    private Lazily<IntegerRow> numbers(ColumnSource source) {
        return new Lazily<>(() -> weighed(Integers.read(source.again(), events)));
    }

    private IntegerRow weighed(IntegerRow row) {
        unpacked.addAndGet(row.weight());
        return row;
    }

    /** How many events there are. */
    int events() {
        return events;
    }

    /** Bytes that this block takes in memory, about; it grows while columns are asked for. */
    long weight() {
        return bytes + unpacked.get();
    }

    long id(int event) {
        return known(ids).get(event);
    }

    /** When an event was accepted, as {@link IndexTime} counts. */
    long receivedAt(int event) {
        return known(received).get(event);
    }

    /** When an event happened, as {@link IndexTime} counts. */
    long time(int event) {
        return times().get(event);
    }

    /** When the events happened, as {@link IndexTime} counts. */
    IntegerRow times() {
        return known(times);
    }

    private static IntegerRow known(Lazily<IntegerRow> numbers) {
        try {
            return numbers.get();
        } catch (IOException impossible) {
            // Their checksum was right when the block was opened.
            throw new UncheckedIOException(impossible);
        }
    }

    private IntegerRow timesInColumn() throws IOException {
        IntegerRow instants = column(0) instanceof TimeColumn column ? column.instants() : null;
        if (instants != null && instants.rows() == events) return instants;
        throw new IOException("cannot read block: times in a column that has none");
    }

    /** How many forms there are. */
    int forms() {
        return forms.length;
    }

    Form form(int form) {
        return forms[form];
    }

    int formOf(int event) {
        return formOf.get(event);
    }

    /** How many events have a form. */
    int eventsIn(int form) {
        return eventsIn[form];
    }

    /** The first event of a form that has some. */
    int sample(int form) {
        int event = 0;
        while (formOf.get(event) != form) event++;
        return event;
    }

    /** The events of a form; not to be written to. */
    EventSet eventsOf(int form) throws IOException {
        return ofForms.get()[form];
    }

    private EventSet[] readOfForms() {
        EventSet[] sets = new EventSet[forms.length];
        for (int f = 0; f < sets.length; f++) sets[f] = new EventSet(events);
        for (int event = 0; event < events; event++) sets[formOf.get(event)].add(event);
        unpacked.addAndGet((long) sets.length * events / Byte.SIZE);
        return sets;
    }

    /** How many columns there are. */
    int columns() {
        return columns.size();
    }

    /**
     * A column, decompressed when it is first asked for.
     *
     * @throws IOException when its bytes are corrupt
     */
    Column column(int column) throws IOException {
        return columns.get(column).get();
    }

    /** Whether no value of a column can contain a text, as far as its characters tell. Reads the heads of all columns at first. */
    boolean isForeign(int column, Needle text) throws IOException {
        return alphabets.get().areForeignTo(column, text);
    }

    private Alphabets readAlphabets() throws IOException {
        Alphabets read = Alphabets.of(columns.size(), this::column);
        unpacked.addAndGet(read.weight());
        return read;
    }

    /** The rows of a leaf of a form; good for events of that form only. */
    LeafRows leafRows(int form, int leaf) throws IOException {
        Form of = forms[form];
        int column = of.column(leaf);
        return new LeafRows(rows.isDense(column) ? null : rows.first(column), of.usesBefore(leaf));
    }

    /**
     * The JSON of an event, byte for byte as it was sent.
     *
     * @throws IOException when bytes of one of its columns are corrupt
     */
    byte[] json(int event) throws IOException {
        Form form = forms[formOf(event)];
        byte[][] values = new byte[form.leaves()][];
        int length = form.gap(values.length).length;
        for (int leaf = 0; leaf < values.length; leaf++) {
            int column = form.column(leaf);
            int row = rows.first(column, event) + form.usesBefore(leaf);
            values[leaf] = column(column).valueAt(row);
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
