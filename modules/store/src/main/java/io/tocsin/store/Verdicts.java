package io.tocsin.store;

import java.io.IOException;
import java.util.function.Predicate;

/** Asks each different value of a column at most once. */
final class Verdicts implements RowTest {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Column column;
    private final int[] codes;
    private final boolean quoted;
    private final Predicate<String> test;
    private final byte[] known;

    Verdicts(Column column, boolean quoted, Predicate<String> test) {
        this.column = column;
        this.codes = column.codes();
        this.quoted = quoted;
        this.test = test;
        this.known = new byte[column.distinct()];
    }

    @Override
    public boolean of(int row) throws IOException {
        return ofCode(codes[row]);
    }

    boolean ofCode(int code) throws IOException {
        byte verdict = known[code];
        if (verdict == 0) {
            verdict = test.test(RowTest.text(column.value(code), quoted)) ? YES : NO;
            known[code] = verdict;
        }
        return verdict == YES;
    }
}
