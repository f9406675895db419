package io.tocsin.store;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event is recognised by when it is sent again: it carries an {@code _id}, and the whole of it is the same to the byte.
 * So two services that both count from 1 lose nothing. A hash of 64 bits: among a million known keys a foreign one is taken
 * for known once in 10^13 events. Not safe for threads.
 */
public final class EventKeys {
    /** No key: the event carries no {@code _id}. */
    public static final long NONE = 0;

    /** Where the decoder puts a field that the sender calls as we call one of ours. */
    private static final String SENT_ID = "sent._id";

    private static final long MIX_1 = 0xa0761d6478bd642fL;
    private static final long MIX_2 = 0xe7037ed1a0b428dbL;

    /** Events of one kind come one after the other: whether they have the field is looked up once. */
    private @Nullable Layout lastLayout;

    private boolean lastHas;

    /**
     * The key of an event, or {@link #NONE}.
     *
     * @param scope whose names these are: the same name of another scope is another event
     */
    public long of(String scope, LogEvent event) {
        Fields fields = event.fields();
        if (!mayHave(fields)) return NONE;
        String id = fields.first(SENT_ID);
        if (id == null || id.isEmpty()) return NONE;
        long key = hash(event.json(), hash(scope.getBytes(StandardCharsets.UTF_8), MIX_2));
        return key == NONE ? MIX_1 : key;
    }

    /** Whether any of these events may have a key; where none does, nothing need be remembered. Safe for any thread. */
    public static boolean mayBeIn(List<LogEvent> events) {
        EventKeys keys = new EventKeys();
        for (LogEvent event : events) if (keys.mayHave(event.fields())) return true;
        return false;
    }

    private boolean mayHave(Fields fields) {
        Layout layout = fields.layout();
        if (layout == null) return fields.has(SENT_ID);
        if (layout != lastLayout) {
            lastHas = fields.has(SENT_ID);
            lastLayout = layout;
        }
        return lastHas;
    }

    private static long hash(byte[] bytes, long seed) {
        long hash = mix(seed ^ bytes.length, MIX_1);
        for (int from = 0; from < bytes.length; from += Long.BYTES) {
            long word = 0;
            int to = Math.min(bytes.length, from + Long.BYTES);
            for (int i = from; i < to; i++) word = word << 8 | (bytes[i] & 0xff);
            hash = mix(hash ^ word, MIX_1 ^ from);
        }
        return mix(hash, MIX_2);
    }

    /** Both halves of the product folded into one: every bit of the result depends on every bit of the factors. */
    private static long mix(long one, long other) {
        long factor = other | 1;
        long spread = one ^ (one >>> 32) ^ MIX_2;
        return Math.multiplyHigh(spread, factor) ^ (spread * factor);
    }
}
