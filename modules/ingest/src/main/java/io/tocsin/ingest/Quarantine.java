package io.tocsin.ingest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an unreadable record is kept: {@code {"_reject":true,"_reason":"…","message":"<the raw text>"}}. The form is exact,
 * because after a restart it is all that tells a reject from an event: what has these three fields in this order and
 * spelling is a reject, everything else that says {@code _reject} is an event whose author used our word.
 */
final class Quarantine {
    static final String REASON = "_reason";

    /** Enough to see what was meant; the whole record may be megabytes of anything. */
    static final int RAW_BYTES = 8 << 10;

    private static final byte[] PREFIX = "{\"_reject\":true,\"_reason\":\"".getBytes(StandardCharsets.UTF_8);

    private Quarantine() {}

    /** The JSON that keeps a record; bytes that are no UTF-8 become U+FFFD. */
    static byte[] json(String reason, byte[] raw, int from, int to) {
        int end = to - from > RAW_BYTES ? Utf8.cut(raw, from, from + RAW_BYTES) : to;
        String message = new String(raw, from, end - from, StandardCharsets.UTF_8);
        return ("{\"_reject\":true,\"_reason\":\"" + quoted(reason) + "\",\"message\":\"" + quoted(message) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** The fields of a kept reject, or null when this is an ordinary event. */
    static Fields.@Nullable Builder recognise(byte[] bytes, int from, Fields sent) {
        boolean same = bytes.length - from > PREFIX.length
                && Arrays.equals(bytes, from, from + PREFIX.length, PREFIX, 0, PREFIX.length)
                && sent.size() == 3
                && sent.name(0).equals(Flattener.SENT + FieldNames.REJECT)
                && sent.name(1).equals(Flattener.SENT + REASON)
                && sent.name(2).equals(FieldNames.MESSAGE);
        if (!same) return null;
        return new Fields.Builder()
                .add(FieldNames.REJECT, "true")
                .add(REASON, sent.value(1))
                .add(FieldNames.MESSAGE, sent.value(2));
    }
}
