package io.tocsin.store;

import java.util.ArrayList;
import java.util.List;

/** Columns that were written, to be filled again: their arrays have grown to what blocks need. One thread. */
final class SpareColumns {
    /** Twice what a block of usual events has; what hostile ones would leave behind is let go. */
    private static final long BYTES_MAX = 8L << 20;

    private final List<ColumnRows> kept = new ArrayList<>();
    private long bytes;

    /** An empty one. */
    ColumnRows take() {
        if (kept.isEmpty()) return new ColumnRows();
        ColumnRows column = kept.removeLast();
        bytes -= column.room();
        return column;
    }

    /** Empties one, and keeps it while there is room. */
    void giveBack(ColumnRows column) {
        column.clear();
        long room = column.room();
        if (bytes + room > BYTES_MAX) return;
        bytes += room;
        kept.add(column);
    }

    /** Bytes in memory, about. */
    long bytes() {
        return bytes;
    }
}
