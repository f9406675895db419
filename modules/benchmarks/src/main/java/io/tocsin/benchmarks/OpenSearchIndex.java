package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An index of an OpenSearch node, over HTTP as everybody uses it. */
final class OpenSearchIndex implements AutoCloseable {
    /** As it comes: every text is both text and keyword, every bulk is synced before it is answered. */
    static final String DEFAULT = "{\"settings\":{\"number_of_shards\":1,\"number_of_replicas\":0}}";

    /** As somebody sets it who reads the manual: names as keywords, messages without positions, packed, sorted, synced later. */
    static final String TUNED = tuned("{\"durability\":\"async\",\"sync_interval\":\"5s\"}");

    /** The same with our promise: synced before it is answered. */
    static final String TUNED_AND_SYNCED = tuned("{\"durability\":\"request\"}");

    private static final byte[] NOTHING = {};
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(10);

    private final OpenSearchProcess node;
    private final Connection connection;
    private final String name;
    private final boolean tuned;

    /** Creates the index. */
    OpenSearchIndex(OpenSearchProcess node, String name, String settings) throws IOException {
        this.node = node;
        this.name = name;
        this.tuned = !settings.equals(DEFAULT);
        this.connection = new Connection(node.port());
        send("PUT", "/" + name, settings);
        // Seven days in minutes are more buckets than it likes to give.
        send("PUT", "/_cluster/settings", "{\"persistent\":{\"search.max_buckets\":1000000}}");
    }

    private static String tuned(String translog) {
        return """
            {"settings":{"number_of_shards":1,"number_of_replicas":0,"index":{"codec":"best_compression",
              "sort.field":["service","timestamp"],"sort.order":["asc","desc"],
              "translog":%s,"refresh_interval":"5s"}},
             "mappings":{"dynamic_templates":[{"names":{"match_mapping_type":"string","mapping":{"type":"keyword"}}}],
              "properties":{"timestamp":{"type":"date"},"service":{"type":"keyword"},"level":{"type":"keyword"},
                "request_id":{"type":"keyword"},"message":{"type":"match_only_text"}}}}""".formatted(translog);
    }

    private JsonObject send(String method, String path, String body) throws IOException {
        Connection.Reply reply = connection.send(method, path, body.getBytes(StandardCharsets.UTF_8));
        if (reply.status() >= 300) throw new IOException("OpenSearch answered " + reply.status() + " " + reply.body());
        return new JsonObject(reply.body());
    }

    /** Posts events, waits until they are found and nothing is merged any more; says what the node spent. */
    JsonObject add(Bodies bodies, long events) throws IOException, InterruptedException {
        return add(bodies, events, Bulks.OF_ONE_CLIENT);
    }

    /** The same, sent otherwise. */
    JsonObject add(Bodies bodies, long events, Bulks how) throws IOException, InterruptedException {
        long at = System.nanoTime();
        Duration cpu = node.cpu();
        long done = how.send(node.port(), name, bodies, events);
        send("POST", "/" + name + "/_refresh", "");
        double seconds = (System.nanoTime() - at) / 1e9;
        awaitQuiet();
        return new JsonObject()
                .put("events", done)
                .put("seconds", seconds)
                .put("cpu", node.cpu().minus(cpu).toMillis() / 1e3);
    }

    private void awaitQuiet() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + QUIET_WITHIN.toNanos();
        while (merging() && System.nanoTime() < deadline) node.pause(Duration.ofMillis(100));
    }

    private boolean merging() throws IOException {
        return primaries("merge").getJsonObject("merges").getInteger("current") > 0;
    }

    private JsonObject primaries(String what) throws IOException {
        return send("GET", "/" + name + "/_stats/" + what, "")
                .getJsonObject("_all")
                .getJsonObject("primaries");
    }

    /** Bytes of the index, without its translog; after a flush. */
    long bytes() throws IOException {
        send("POST", "/" + name + "/_flush?force=true&wait_if_ongoing=true", "");
        return primaries("store").getJsonObject("store").getLong("size_in_bytes");
    }

    /** Merges all into one segment. */
    void merge() throws IOException, InterruptedException {
        connection.patience(QUIET_WITHIN);
        send("POST", "/" + name + "/_forcemerge?max_num_segments=1", "");
        awaitQuiet();
        // Until then searches hold on to what was merged, and it counts as stored.
        send("POST", "/" + name + "/_refresh", "");
    }

    /** All events of a request, oldest first. */
    int lookup(String requestId) throws IOException {
        return hits("{\"term\":{\"" + keyword("request_id") + "\":\"" + requestId + "\"}}", "asc");
    }

    /** The newest hundred with a word in the message. */
    int word(String word) throws IOException {
        return hits("{\"match\":{\"message\":\"" + word + "\"}}", "desc");
    }

    /** The newest hundred of a level and a service. */
    int filtered(String level, String service) throws IOException {
        return hits(
                "{\"bool\":{\"filter\":[{\"term\":{\"%s\":\"%s\"}},{\"term\":{\"%s\":\"%s\"}}]}}"
                        .formatted(keyword("level"), level, keyword("service"), service),
                "desc");
    }

    private int hits(String query, String order) throws IOException {
        String body = "{\"size\":100,\"query\":" + query + ",\"sort\":[{\"timestamp\":\"" + order + "\"}]}";
        return send("POST", "/" + name + "/_search?request_cache=false", body)
                .getJsonObject("hits")
                .getJsonArray("hits")
                .size();
    }

    /** Counts by service and minute; how many groups of service and minute there were is not told. */
    int countByServiceAndMinute() throws IOException {
        String body = "{\"size\":0,\"aggs\":{\"s\":{\"terms\":{\"field\":\"" + keyword("service")
                + "\",\"size\":100},\"aggs\":{\"m\":{\"date_histogram\":{\"field\":\"timestamp\","
                + "\"fixed_interval\":\"1m\",\"min_doc_count\":1}}}}}}";
        return send("POST", "/" + name + "/_search?request_cache=false", body)
                .getJsonObject("aggregations")
                .getJsonObject("s")
                .getJsonArray("buckets")
                .size();
    }

    private String keyword(String field) {
        return tuned ? field : field + ".keyword";
    }

    @Override
    public void close() throws IOException {
        connection.send("DELETE", "/" + name, NOTHING);
        connection.close();
    }
}
