package io.tocsin.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of a block being written that a variable of its messages may repeat. */
final class Originals {
    static final int NONE = -1;

    private static final int UNKNOWN = -1;

    /** A usual block asks fewer columns than this; the rows of further ones are not kept. */
    private static final int KEPT = 64;

    private BlockForms forms = new BlockForms();
    private int events;

    /** The first rows of each column, as far as they were needed; longer than there are events. */
    private int[][] firstRows = {};

    /** Arrays for them, kept from block to block, and how many of them this one uses. */
    private final List<int[]> kept = new ArrayList<>();

    private int used;

    /** What a variable repeats is what the one before it did, mostly. */
    private int latest;

    /** The code in the original of each code of the variable. */
    private int[] originalCodes = {};

    void start(BlockForms of, int eventsOf) {
        forms = of;
        events = eventsOf;
        firstRows = new int[of.columns()][];
        used = 0;
        latest = 0;
    }

    void clear() {
        firstRows = new int[0][];
    }

    /** Whether these are the values of a column with one in each event, so that rows are events. */
    boolean areBeside(ColumnRows messages) {
        if (messages.size() != events) return false;
        return forms.isDense(forms.number(messages));
    }

    /** A column that holds all these values in these events, or {@link #NONE}. */
    int of(ColumnRows variable, int[] rows) {
        if (latest < firstRows.length && holds(latest, variable, rows)) return latest;
        for (int c = 0; c < firstRows.length; c++) {
            if (c == latest || !holds(c, variable, rows)) continue;
            latest = c;
            return c;
        }
        return NONE;
    }

    private boolean holds(int column, ColumnRows variable, int[] rows) {
        ColumnRows values = forms.column(column);
        int[] first = firstRows[column];
        if (first == null) {
            first = room();
            forms.firstRows(column, events, first);
            firstRows[column] = first;
        }
        boolean holds = (values.isDirect() || variable.isDirect())
                ? holdsValues(values, first, variable, rows)
                : holdsCodes(values, first, variable, rows);
        // What is prose may be kept as templates itself, and two such columns could refer to each other without end.
        return holds && !ColumnWriter.isProse(values.values());
    }

    private int[] room() {
        if (used < kept.size() && kept.get(used).length >= events) return kept.get(used++);
        int[] fresh = new int[events];
        if (used < kept.size()) kept.set(used++, fresh);
        else if (used < KEPT) kept.add(used++, fresh);
        return fresh;
    }

    private static boolean holdsValues(ColumnRows values, int[] first, ColumnRows variable, int[] rows) {
        for (int i = 0; i < variable.size(); i++) {
            int row = first[rows[i]];
            if (row < 0 || !values.values().same(values.at(row), variable.values(), variable.at(i))) return false;
        }
        return true;
    }

    /** Each pair of different values is compared once. */
    private boolean holdsCodes(ColumnRows values, int[] first, ColumnRows variable, int[] rows) {
        int different = variable.values().size();
        if (originalCodes.length < different) originalCodes = new int[2 * different];
        Arrays.fill(originalCodes, 0, different, UNKNOWN);
        int[] codes = values.codes();
        for (int i = 0; i < variable.size(); i++) {
            int row = first[rows[i]];
            if (row < 0) return false;
            int code = variable.codes()[i];
            int known = originalCodes[code];
            if (known == codes[row]) continue;
            if (known != UNKNOWN || !values.values().same(codes[row], variable.values(), code)) return false;
            originalCodes[code] = codes[row];
        }
        return true;
    }
}
