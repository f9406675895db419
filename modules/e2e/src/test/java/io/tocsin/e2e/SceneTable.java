package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answer of a search with pipes, as text over HTTP. */
record SceneTable(List<JsonArray> rows, long matched) {
    /** Asks about a stretch of time; fails when the answer is not complete. */
    static SceneTable of(SceneClient client, String statement, Instant from, Instant to) {
        SceneClient.Reply reply =
                client.fetch("/api/v1/search?q=" + SceneClient.encoded(statement) + "&from=" + from + "&to=" + to);
        assertThat(reply.status()).as("%s: %s", statement, reply.raw().body()).isEqualTo(200);
        JsonObject answer = reply.json();
        assertThat(answer.getBoolean("partial")).as(statement).isFalse();
        assertThat(answer.getBoolean("truncated")).as(statement).isFalse();
        List<JsonArray> rows =
                answer.getJsonArray("rows").stream().map(JsonArray.class::cast).toList();
        return new SceneTable(rows, answer.getLong("matched"));
    }

    /** Of a table of one field and its count: the count of each value; events without the field are left out. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonArray row : rows) {
            if (row.getValue(0) != null) counts.put(row.getString(0), row.getLong(1));
        }
        return counts;
    }

    /** Of a table of one number. */
    double number() {
        assertThat(rows).hasSize(1);
        return rows.getFirst().getDouble(0);
    }
}
