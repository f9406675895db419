package io.tocsin.store;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks each different value of a column at most once, when its first row is asked. */
final class Verdicts implements RowTest {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Column column;
    private final Codes codes;
    private final boolean quoted;
    private final Predicate<String> test;
    private final @Nullable Needle needle;
    private final byte[] known;

    /** @param needle what a value must contain to be asked; null for all */
    Verdicts(Column column, boolean quoted, Predicate<String> test, @Nullable Needle needle) throws IOException {
        this.needle = needle;
        this.column = column;
        this.codes = column.coded();
        this.quoted = quoted;
        this.test = test;
        this.known = new byte[column.distinct()];
    }

    /**
     * Asks all values of a column at once, and needs its codes only if one of them meets it.
     *
     * @param marks the values that are to be asked, with 1; null for all
     * @return null when no value meets it
     */
    static @Nullable RowTest ofAll(Column column, boolean quoted, Predicate<String> test, byte @Nullable [] marks)
            throws IOException {
        byte[] verdicts = of(column, quoted, test, marks);
        return verdicts == null ? null : new Marked(column::coded, verdicts);
    }

    /** Of each value of a column 1 where it meets a test and 0 where not; null when none does. */
    static byte @Nullable [] of(Column column, boolean quoted, Predicate<String> test, byte @Nullable [] marks)
            throws IOException {
        byte[] verdicts = new byte[column.distinct()];
        byte any = 0;
        for (int code = 0; code < verdicts.length; code++) {
            boolean ask = marks == null || marks[code] == 1;
            if (!ask || !test.test(RowTest.text(column.value(code), quoted))) continue;
            verdicts[code] = 1;
            any = 1;
        }
        return any == 0 ? null : verdicts;
    }

    @Override
    public boolean of(int row) throws IOException {
        int code = codes.get(row);
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
