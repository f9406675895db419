package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads bodies and forgets the events: what decoding costs alone. */
final class ParsePeer implements Peer {
    private @Nullable EventStream stream;

    @Override
    public JsonObject answer(String command, JsonObject given) throws Exception {
        EventStream from = stream == null ? EventStream.of(Path.of(given.getString("file"))) : stream;
        stream = from;
        long events = given.getLong("events");
        return Cost.of(() -> {
            long done = 0;
            for (int count = -1; done < events && count != 0; done += count) {
                count = from.next().size();
            }
            return new JsonObject().put("events", done);
        });
    }
}
