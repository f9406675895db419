package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;

/** Rows whose code is marked with 1, and 0 where it is not: all that could be asked has been asked. */
final class Marked implements RowTest {
    private final Coded coded;
    private final byte[] marks;

    /** Where the codes come from, once they are needed. */
    @FunctionalInterface
    interface Coded {
        Codes codes() throws IOException;
    }

    Marked(Coded coded, byte[] marks) {
        this.coded = coded;
        this.marks = marks;
    }

    boolean hasMarks(byte[] others) {
        return Arrays.equals(marks, others);
    }

    @Override
    public boolean of(int row) throws IOException {
        return marks[coded.codes().get(row)] == 1;
    }

    @Override
    public void select(LeafRows rows, EventSet among, EventSet found) throws IOException {
        Codes codes = coded.codes();
        if (rows.areEvents()) {
            codes.select(marks, among, found);
            return;
        }
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (marks[codes.get(rows.row(event))] == 1) found.add(event);
        }
    }
}
