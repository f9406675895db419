package io.tocsin.store;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks each different value of a column at most once. */
final class Verdicts implements RowTest {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Column column;
    private final int[] codes;
    private final boolean quoted;
    private final Predicate<String> test;
    private final @Nullable Needle needle;
    private final byte[] known;

    /** @param needle what a value must contain to be asked; null for all */
    Verdicts(Column column, boolean quoted, Predicate<String> test, @Nullable Needle needle) {
        this.needle = needle;
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

    /** Whether any value at all meets it; asks them all. */
    boolean any() throws IOException {
        for (int code = 0; code < known.length; code++) {
            if (ofCode(code)) return true;
        }
        return false;
    }

    boolean ofCode(int code) throws IOException {
        byte verdict = known[code];
        if (verdict == 0) {
            verdict = ask(column.value(code)) ? YES : NO;
            known[code] = verdict;
        }
        return verdict == YES;
    }

    private boolean ask(byte[] value) {
        return (needle == null || needle.mayBeIn(value)) && test.test(RowTest.text(value, quoted));
    }
}
