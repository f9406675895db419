package io.tocsin.benchmarks;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import io.tocsin.store.EventStore;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.TableResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The store behind its seam, without a server. */
final class StorePeer implements Peer {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int IDS = 4_000;
    private static final int COMMIT_EVERY = 200_000;
    private static final int EVENTS_OF_A_REQUEST_MAX = 1_000;
    private static final int BODIES_A_BATCH = 10;

    private final Path index;
    private final List<String> ids = new ArrayList<>();
    private EventStore store;
    private long position;

    StorePeer(Path folder) throws IOException {
        this.index = Files.createDirectories(folder.resolve("data/index"));
        this.store = Stores.open(index);
    }

    @Override
    public JsonObject answer(String command, JsonObject given) throws Exception {
        return switch (command) {
            case "load" -> Cost.of(() -> load(given));
            case "know" -> know(given.getJsonArray("ids"));
            case "ids" -> new JsonObject().put("ids", new JsonArray(ids));
            case "lookup" -> lookup(given.getInteger("times"));
            case "cold" -> cold(given.getInteger("times"));
            case "search" -> search(given);
            case "count" -> Cost.of(() -> count(given.getString("query")));
            case "table" -> Cost.of(() -> table(Duration.ofMinutes(given.getLong("minutes"))));
            case "bytes" -> new JsonObject().put("bytes", Scratch.bytesBelow(index));
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private JsonObject load(JsonObject given) throws IOException {
        long events = given.getLong("events");
        long done = 0;
        try (EventStream stream = new EventStream(PayGen.bodies(given))) {
            for (List<LogEvent> batch = batch(stream); !batch.isEmpty(); batch = batch(stream)) {
                store.add(batch, position++);
                remember(batch, done, events);
                boolean commit = done / COMMIT_EVERY != (done + batch.size()) / COMMIT_EVERY;
                if (commit) store.commit();
                done += batch.size();
                if (done >= events) break;
            }
            finish();
            return new JsonObject().put("events", done).put("raw", stream.bytes());
        }
    }

    private static List<LogEvent> batch(EventStream stream) throws IOException {
        List<LogEvent> batch = new ArrayList<>();
        for (int i = 0; i < BODIES_A_BATCH; i++) batch.addAll(stream.next());
        return batch;
    }

    /** An ID now and then, evenly over the whole load. */
    private void remember(List<LogEvent> batch, long done, long events) {
        if (done * IDS / events == (done + batch.size()) * IDS / events) return;
        long due = (done + batch.size()) * IDS / events - done * IDS / events;
        for (int i = 0; i < due; i++) {
            LogEvent event = batch.get((int) ((long) i * batch.size() / due));
            if (!event.correlationIds().isEmpty())
                ids.add(event.correlationIds().getFirst());
        }
    }

    /**
     * As a server leaves it ten minutes later. Closed, because until then the newest events may be left to the journal, which
     * there is none of here; then maintained, or days that are over would have more segments than a server asks. Whoever loads
     * pays for both.
     */
    private void finish() throws IOException {
        store.close();
        store = Stores.open(index);
        Stores.keepHouse(store);
    }

    /** What was loaded by another process. */
    private JsonObject know(JsonArray others) {
        others.forEach(id -> ids.add((String) id));
        return new JsonObject();
    }

    private JsonObject lookup(int times) throws IOException {
        double[] micros = new double[times];
        for (int i = 0; i < times; i++) micros[i] = lookUp(i);
        return latencies(micros);
    }

    /** Microseconds; ids far from the one before, so that no block is asked twice in a row. */
    private double lookUp(int time) throws IOException {
        String id = ids.get((int) (time * 7_919L % ids.size()));
        long at = System.nanoTime();
        int found = store.correlated(id, EVENTS_OF_A_REQUEST_MAX).size();
        double micros = (System.nanoTime() - at) / 1e3;
        if (found == 0) throw new IOException("cannot find request " + id);
        return micros;
    }

    private static JsonObject latencies(double[] micros) {
        Quantiles all = new Quantiles(micros);
        return new JsonObject().put("p50", all.median() / 1e3).put("p99", all.at(0.99) / 1e3);
    }

    /**
     * The first look-up after the files have left memory; opening the store again is not counted. Nothing is maintained in
     * between: that reads every file once, and they would be in memory again. What was loaded has been maintained before.
     */
    private JsonObject cold(int times) throws Exception {
        double[] micros = new double[times];
        String how = "";
        for (int i = 0; i < times; i++) {
            store.close();
            how = PageCache.drop(index);
            store = Stores.open(index);
            micros[i] = lookUp(i);
        }
        return latencies(micros).put("how", how);
    }

    private JsonObject search(JsonObject given) throws IOException {
        SearchRequest request = SearchRequest.newest(Query.parse(given.getString("query")), given.getInteger("limit"))
                .patient(PATIENCE);
        int times = given.getInteger("times");
        double[] micros = new double[times];
        SearchResult result = store.search(request);
        // As often again before that, for the compiler.
        for (int i = -times; i < times; i++) {
            long at = System.nanoTime();
            result = store.search(request);
            if (i >= 0) micros[i] = (System.nanoTime() - at) / 1e3;
        }
        return latencies(micros)
                .put("found", result.events().size())
                .put("blocks", result.plan().blocks())
                .put("read", result.plan().read());
    }

    private JsonObject count(String query) throws IOException {
        SearchResult result = store.search(
                SearchRequest.newest(Query.parse(query), 0).patient(PATIENCE).counting(SearchRequest.Total.EXACT));
        return new JsonObject().put("found", result.total()).put("partial", result.partial());
    }

    /** The statement {@code * | count by service, BUCKET}, built by hand: its text is not what is measured. */
    private JsonObject table(Duration bucket) throws IOException {
        Pipe.Measure count = new Pipe.Measure(Pipe.Kind.COUNT, null, 0);
        List<Pipe> pipes = List.of(new Pipe.Stats(List.of(count), List.of(FieldNames.SERVICE), bucket));
        TableResult result = store.table(Scope.of(new All(), PATIENCE), pipes);
        return new JsonObject()
                .put("found", result.matched())
                .put("rows", result.table().rows().size())
                .put("truncated", result.table().truncated());
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
