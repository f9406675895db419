package io.tocsin.server.api;

import io.tocsin.model.Labels;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers nothing in particular, and remembers what was asked. */
final class MemoryExplaining implements Explaining {
    final List<Object> asked = new ArrayList<>();
    final List<Kept> kept = new ArrayList<>();

    @Override
    public Future<JsonObject> explain(Labels labels, @Nullable Instant at, @Nullable ZoneId zone) {
        asked.add(labels);
        return Future.succeededFuture(new JsonObject().put("verdict", "nobody").put("notices", new JsonArray()));
    }

    @Override
    public Future<JsonObject> explain(long fingerprint, @Nullable Instant at, @Nullable ZoneId zone) {
        return Future.failedFuture(new NoSuchAlertException(Long.toHexString(fingerprint)));
    }

    @Override
    public Future<JsonObject> story(long fingerprint, Instant from, Instant to, @Nullable ZoneId zone) {
        asked.add(fingerprint);
        return Future.succeededFuture(new JsonObject().put("verdict", "nobody").put("story", new JsonArray()));
    }

    @Override
    public Future<Page> find(Question question) {
        asked.add(question);
        return Future.succeededFuture(
                new Page(kept.stream().filter(question::wants).toList(), null));
    }
}
