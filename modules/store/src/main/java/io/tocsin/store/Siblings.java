package io.tocsin.store;

import java.io.IOException;

/** The other columns of a block, for a column that refers to them. */
interface Siblings {
    int columns();

    Column column(int column) throws IOException;

    /** The row of each event's first value in a column; where an event has none, that of the next one. */
    int[] firstRows(int column) throws IOException;

    /** The same of one event, with less work where few are asked. */
    int firstRow(int column, int event) throws IOException;
}
