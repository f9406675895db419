package io.tocsin.store;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks events at hand whether they carry a correlation ID, whatever its case. Of nearly all that do not the bytes say so: a look-up asks
 * each of the newest events, and texts made for it would be there for as long as the events are.
 */
final class CarriedId implements Predicate<LogEvent> {
    private static final int LOWER = 'a' - 'A';

    private final String folded;

    /** Null for an ID of other scripts: bytes know nothing of their cases. */
    private final byte @Nullable [] ascii;

    CarriedId(String id) {
        this.folded = Words.fold(id);
        this.ascii = isAscii(folded) ? folded.getBytes(StandardCharsets.US_ASCII) : null;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Whether it is this ID. */
    boolean is(String other) {
        return Words.fold(other).equals(folded);
    }

    @Override
    public boolean test(LogEvent event) {
        if (!mayBeIn(event)) return false;
        for (String id : event.correlationIds()) if (is(id)) return true;
        return false;
    }

    private boolean mayBeIn(LogEvent event) {
        Fields fields = event.fields();
        Layout layout = fields.layout();
        byte[] id = ascii;
        if (layout == null || id == null) return true;
        for (int i = 0; i < layout.ids(); i++) {
            int leaf = layout.idLeaf(i);
            if (mayBe(id, fields.json(), fields.leafStart(leaf), fields.leafEnd(leaf))) return true;
        }
        return false;
    }

    private static boolean mayBe(byte[] id, byte[] json, int from, int to) {
        // No text has more characters than its JSON has bytes.
        if (to - from < id.length) return false;
        for (int i = 0; i < id.length; i++) {
            byte c = json[from + i];
            // Escaped, or of another script, where a letter may fold to one of ASCII.
            if (c == '\\' || c < 0) return true;
            if ((c >= 'A' && c <= 'Z' ? c + LOWER : c) != id[i]) return false;
        }
        return to - from == id.length;
    }
}
