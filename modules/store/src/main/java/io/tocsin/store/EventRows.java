package io.tocsin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a block have their rows in each column: an event has as many as its form has leaves there, and the rows are in the
 * order of the events. Who looks some events up asks them one by one; who asks a whole block, all at once. For any thread.
 */
final class EventRows {
    private static final byte YES = 1;
    private static final byte NO = 2;

    /** To count forms up to each of so many events takes as long as to read the rows of all events in the columns that they need. */
    private static final int FEW = 16;

    private final Form[] forms;
    private final Codes formOf;
    private final int events;
    /** How many rows each column has. */
    private final int[] rows;

    private final List<Lazily<int[]>> first;
    private final Lazily<int[][]> uses;

    /** Whether each column is dense, as far as it was asked; two threads that ask at once write the same. */
    private final byte[] dense;

    private volatile @Nullable Before latest;
    private int counted;

    /** What is made of a block grows by what is made of it. */
    @FunctionalInterface
    interface Weight {
        void add(long bytes);
    }

    /** How many events of each form come before an event. */
    // An array, shared by those who read; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Before(int event, int[] ofForms) {}

    EventRows(Form[] forms, Codes formOf, int events, int[] rows, Weight weight) {
        this.forms = forms;
        this.formOf = formOf;
        this.events = events;
        this.rows = rows;
        this.dense = new byte[rows.length];
        this.first = new ArrayList<>(rows.length);
        for (int c = 0; c < rows.length; c++) {
            int column = c;
            first.add(new Lazily<>(() -> readFirst(column, weight)));
        }
        this.uses = new Lazily<>(() -> readUses(weight));
    }

    /** Whether a column has one value in each event, so that its rows are the events. */
    boolean isDense(int column) {
        byte known = dense[column];
        if (known == 0) {
            boolean once = rows[column] == events;
            for (int f = 0; once && f < forms.length; f++) once = forms[f].uses(column) == 1;
            known = once ? YES : NO;
            dense[column] = known;
        }
        return known == YES;
    }

    /** The row of each event's first value in a column; where it has none, that of the next one. */
    int[] first(int column) throws IOException {
        return first.get(column).get();
    }

    /**
     * The same of one event.
     *
     * @throws IOException when there is no such event
     */
    int first(int column, int event) throws IOException {
        if (event >= events) throw new IOException("cannot read block: event " + event + " of " + events);
        if (isDense(column)) return event;
        int[] all = first.get(column).known();
        if (all != null) return all[event];
        int[] before = before(event);
        if (before == null) return first(column)[event];
        int row = 0;
        int[] perForm = uses.get()[column];
        for (int f = 0; f < before.length; f++) row += before[f] * perForm[f];
        return row;
    }

    private int @Nullable [] before(int event) {
        Before known = latest;
        if (known != null && known.event == event) return known.ofForms;
        // Threads that count at once may miss each other: then a few more are counted.
        if (counted >= FEW) return null;
        counted++;
        int[] ofForms = new int[forms.length];
        for (int e = 0; e < event; e++) ofForms[formOf.get(e)]++;
        latest = new Before(event, ofForms);
        return ofForms;
    }

    private int[][] readUses(Weight weight) {
        int[][] perColumn = new int[rows.length][forms.length];
        for (int f = 0; f < forms.length; f++) {
            for (int leaf = 0; leaf < forms[f].leaves(); leaf++) perColumn[forms[f].column(leaf)][f]++;
        }
        weight.add(4L * rows.length * forms.length);
        return perColumn;
    }

    private int[] readFirst(int column, Weight weight) throws IOException {
        int[] perForm = uses.get()[column];
        int[] all = new int[events];
        int row = 0;
        for (int event = 0; event < events; event++) {
            all[event] = row;
            row += perForm[formOf.get(event)];
        }
        weight.add(4L * events);
        return all;
    }
}
