package io.tocsin.store;

import org.jspecify.annotations.Nullable;

/** One value in all rows. */
final class ConstantColumn implements Column {
    private final int rows;
    private final byte[] bytes;

    ConstantColumn(int rows, byte[] bytes) {
        this.rows = rows;
        this.bytes = bytes;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int distinct() {
        return 1;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public int code(int row) {
        return 0;
    }

    @Override
    public Codes coded() {
        return Codes.constant(rows);
    }

    @Override
    public byte[] value(int code) {
        return bytes;
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }
}
