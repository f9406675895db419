package io.tocsin.store;

/** A column that numbers its rows: the code of a row is its number, and equal values may have unequal codes. */
abstract class DirectColumn implements Column {
    private final int rows;

    DirectColumn(int rows) {
        this.rows = rows;
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int distinct() {
        return rows;
    }

    @Override
    public final boolean exact() {
        return rows == 1;
    }

    @Override
    public final int code(int row) {
        return row;
    }

    @Override
    public final Codes coded() {
        return Codes.ofRows(rows);
    }
}
