package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Events over seven days in our store and in OpenSearch: loading takes long, so it is done once for all who ask them.
 *
 * @param folder a server can be started on
 * @param ids of requests in it, from all over the time
 * @param bytes of our index
 * @param tuned merged into one segment; null when it is not wanted
 * @param tunedBytes of it before it was merged
 * @param tunedMergedBytes of it afterwards
 */
record Stored(
        Path folder,
        JsonArray ids,
        long bytes,
        @Nullable OpenSearchIndex tuned,
        long tunedBytes,
        long tunedMergedBytes) {

    static Stored load(Session session) throws IOException, InterruptedException {
        long events = session.scale().events();
        Path week = session.week(events);
        Path folder = session.folder("stored");
        JsonArray ids;
        long bytes;
        try (PeerProcess store = new PeerProcess("store", folder)) {
            store.ask("load", new JsonObject().put("file", week.toString()).put("events", events));
            ids = store.ask("ids").getJsonArray("ids");
            bytes = store.ask("bytes").getLong("bytes");
        }
        OpenSearchProcess node = session.openSearch();
        if (node == null) return new Stored(folder, ids, bytes, null, 0, 0);
        OpenSearchIndex tuned = new OpenSearchIndex(node, "stored", OpenSearchIndex.TUNED);
        try (Bodies bodies = Bodies.of(week)) {
            tuned.add(bodies, events);
        }
        long before = tuned.bytes();
        tuned.merge();
        return new Stored(folder, ids, bytes, tuned, before, tuned.bytes());
    }
}
