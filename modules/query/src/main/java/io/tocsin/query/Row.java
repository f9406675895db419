package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/** One row while it is counted: the number of its events, and a cell for each measure; COUNT has none of its own. */
final class Row implements Tally.Group {
    private final @Nullable Cell[] cells;
    private long events;

    Row(@Nullable Cell[] cells) {
        this.cells = cells;
    }

    @Override
    public void count(long more) {
        events += more;
    }

    @Override
    public void number(int measure, double value, long more) {
        Cell cell = cells[measure];
        if (cell != null && Double.isFinite(value)) cell.number(value, more);
    }

    @Override
    public void text(int measure, String value) {
        Cell cell = cells[measure];
        if (cell != null) cell.text(value);
    }

    @Nullable
    Object result(int measure) {
        Cell cell = cells[measure];
        return cell == null ? (Object) events : cell.result();
    }
}
