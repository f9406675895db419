package io.tocsin.server.api;

import io.tocsin.query.Table;
import io.tocsin.store.TableResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;

/** A table as an answer. */
final class TableJson {
    private TableJson() {}

    static JsonObject of(TableResult result, boolean explain, long tookMs) {
        Table table = result.table();
        JsonArray rows = new JsonArray();
        table.rows().forEach(row -> rows.add(new JsonArray(new ArrayList<>(row))));
        JsonObject json = new JsonObject()
                .put("columns", new JsonArray(table.columns()))
                .put("rows", rows)
                .put("matched", result.matched())
                .put("truncated", table.truncated())
                .put("partial", result.partial())
                .put("took_ms", tookMs);
        if (explain) json.put("plan", PageJson.plan(result.plan()));
        return json;
    }
}
