package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareColumnsTest {
    private static final int ROOM = 8 << 20;

    private final SpareColumns spare = new SpareColumns();

    private ColumnRows written(int rows, int bytesEach) {
        ColumnRows column = spare.take();
        byte[] value = new byte[bytesEach];
        for (int row = 0; row < rows; row++) {
            // Each differs from the others.
            value[0] = (byte) row;
            value[1] = (byte) (row >> 8);
            column.add(value, 0, value.length);
        }
        return column;
    }

    @Test
    void aColumnIsUsedAgainAndEmpty() {
        ColumnRows column = written(1_000, 20);
        spare.giveBack(column);

        assertThat(spare.take()).isSameAs(column);
        assertThat(column.size()).isZero();
        assertThat(column.values().size()).isZero();
    }

    @Test
    void whatIsKeptIsBoundedHoweverManyColumnsWereLarge() {
        List<ColumnRows> columns = new ArrayList<>();
        for (int i = 0; i < 200; i++) columns.add(written(300, 1_000));
        columns.forEach(spare::giveBack);

        assertThat(spare.bytes()).isBetween(ROOM / 2L, (long) ROOM);
    }

    @Test
    void manySmallOnesAreKept() {
        List<ColumnRows> columns = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) columns.add(written(20, 8));
        columns.forEach(spare::giveBack);

        for (int i = 0; i < 2_000; i++) assertThat(columns).contains(spare.take());
        assertThat(spare.bytes()).isZero();
    }
}
