package io.tocsin.store;

import java.util.ArrayList;
import java.util.List;

/** Columns that were written, to be filled again: their arrays have grown to what blocks need. One thread. */
final class SpareColumns {
    /** Some times what a block of usual events has; whoever writes a thousand fields makes the others anew. */
    private static final int KEPT = 256;

    private final List<ColumnRows> kept = new ArrayList<>();

    /** An empty one. */
    ColumnRows take() {
        return kept.isEmpty() ? new ColumnRows() : kept.removeLast();
    }

    /** Empties one, and keeps it. */
    void giveBack(ColumnRows column) {
        column.clear();
        if (kept.size() < KEPT) kept.add(column);
    }
}
