package io.tocsin.store;

import java.util.ArrayList;
import java.util.List;

/** The columns of a block being written that a variable of its messages may repeat. */
final class Originals {
    static final int NONE = -1;

    private final List<Slices> columns = new ArrayList<>();
    private final List<int[]> firstRows = new ArrayList<>();
    private BlockForms forms = new BlockForms();
    private int events;
    private boolean known;

    void start(BlockForms of, int eventsOf) {
        forms = of;
        events = eventsOf;
        known = false;
    }

    void clear() {
        columns.clear();
        firstRows.clear();
    }

    /** Whether these are the values of a column with one in each event, so that rows are events. */
    boolean areBeside(Slices messages) {
        if (messages.size() != events) return false;
        if (!known) read();
        int at = columns.indexOf(messages);
        if (at < 0) return false;
        int[] rows = firstRows.get(at);
        for (int event = 0; event < events; event++) {
            if (rows[event] != event) return false;
        }
        return true;
    }

    private void read() {
        clear();
        for (int c = 0; c < forms.columns(); c++) {
            columns.add(forms.column(c));
            firstRows.add(forms.firstRows(c, events));
        }
        known = true;
    }

    /** The first column that holds all these values in these events, or {@link #NONE}. */
    int of(Slices variable, int[] rows) {
        for (int c = 0; c < columns.size(); c++) {
            if (holds(c, variable, rows)) return c;
        }
        return NONE;
    }

    private boolean holds(int column, Slices variable, int[] rows) {
        Slices values = columns.get(column);
        int[] first = firstRows.get(column);
        for (int i = 0; i < variable.size(); i++) {
            int row = first[rows[i]];
            if (row < 0 || !values.same(row, variable, i)) return false;
        }
        // What is prose may be kept as templates itself, and two such columns could refer to each other without end.
        return !ColumnWriter.isProse(values);
    }
}
