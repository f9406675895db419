package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Events over seven days in our store: loading takes long, so it is done once for all who ask them.
 *
 * @param folder a server can be started on
 * @param ids of requests in it, from all over the time
 * @param bytes of our index
 */
record Stored(Path folder, JsonArray ids, long bytes) {
    static Stored load(Session session) throws IOException, InterruptedException {
        long events = session.scale().events();
        Path week = session.week(events);
        Path folder = session.folder("stored");
        try (PeerProcess store = new PeerProcess("store", folder)) {
            store.ask("load", new JsonObject().put("file", week.toString()).put("events", events));
            JsonArray ids = store.ask("ids").getJsonArray("ids");
            long bytes = store.ask("bytes").getLong("bytes");
            // What is asked next must not wait for what is written.
            PageCache.sync();
            return new Stored(folder, ids, bytes);
        }
    }
}
