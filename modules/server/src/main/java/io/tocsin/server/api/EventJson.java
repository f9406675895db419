package io.tocsin.server.api;

import io.tocsin.model.EventId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes an event as it was sent, with {@code _id} and {@code _time} behind its own members. */
final class EventJson {
    private EventJson() {}

    static void append(Buffer out, long id, Instant time, byte[] json) {
        int end = json.length - 1;
        while (end > 0 && json[end] != '}') end--;
        out.appendBytes(json, 0, end);
        if (!isEmptyObject(json, end)) out.appendByte((byte) ',');
        out.appendString(
                "\"_id\":\"" + EventId.text(id) + "\",\"_time\":\"" + time + "\"}", StandardCharsets.UTF_8.name());
    }

    private static boolean isEmptyObject(byte[] json, int end) {
        int last = end - 1;
        while (last > 0 && json[last] <= ' ') last--;
        return json[last] == '{';
    }
}
