package io.tocsin.store;

import io.tocsin.model.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whether the value of a row of a column meets a condition. Belongs to one search. */
interface RowTest {
    boolean of(int row) throws IOException;

    /** Adds those events among some to others whose row meets it. */
    default void select(LeafRows rows, EventSet among, EventSet found) throws IOException {
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (of(rows.row(event))) found.add(event);
        }
    }

    /** The text of a value as the fields of an event have it. */
    static String text(byte[] raw, boolean quoted) {
        return quoted ? JsonText.of(raw, 0, raw.length) : new String(raw, StandardCharsets.UTF_8);
    }
}
