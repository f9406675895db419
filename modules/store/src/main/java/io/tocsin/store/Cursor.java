package io.tocsin.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The place behind an event in the order of time and id, and the total that was counted for the first page, which later pages
 * repeat. Not a number of events to skip: so it stays good while others are added.
 */
record Cursor(long time, long id, long total, boolean totalExact) {
    private static final int BYTES = 3 * Long.BYTES + 1;

    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(time)
                .putLong(id)
                .putLong(total)
                .put((byte) (totalExact ? 1 : 0))
                .array();
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }

    static @Nullable Cursor read(@Nullable String text) {
        if (text == null) return null;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES) {
                return new Cursor(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.get() == 1);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("cannot read cursor '" + text + "': it is not one of ours", notBase64);
        }
        throw new IllegalArgumentException("cannot read cursor '" + text + "': it is not one of ours");
    }
}
