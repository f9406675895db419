package io.tocsin.benchmarks;

import io.tocsin.journal.JournalSettings;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventLog;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The event log alone: as many threads as a busy server has connections append, and wait until it is durable. */
final class JournalPeer implements Peer {
    private List<LogEvent> events = List.of();
    private int round;

    @Override
    public JsonObject answer(String command, JsonObject given) throws Exception {
        if (events.isEmpty()) events = read(Path.of(given.getString("file")), given.getInteger("events"));
        Path folder = Path.of(given.getString("folder")).resolve("journal-" + round++);
        Files.createDirectories(folder);
        List<EventBatch> batches = batches(given.getInteger("perBatch"));
        try (EventLog log = EventLog.open(folder, Samples.decoder(), JournalSettings.named("bench"))) {
            return Cost.of(() -> append(log, batches, given.getInteger("threads")))
                    .put("events", events.size())
                    .put("fsyncs", log.stats().fsyncs())
                    .put("bytes", Scratch.bytesBelow(folder));
        } finally {
            Scratch.delete(folder);
        }
    }

    private static List<LogEvent> read(Path file, int count) throws IOException {
        List<LogEvent> read = new ArrayList<>(count);
        try (EventStream stream = EventStream.of(file)) {
            for (List<LogEvent> body = stream.next(); read.size() < count && !body.isEmpty(); body = stream.next()) {
                read.addAll(body);
            }
        }
        return read;
    }

    private List<EventBatch> batches(int perBatch) {
        List<EventBatch> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); from += perBatch) {
            List<LogEvent> some = events.subList(from, Math.min(events.size(), from + perBatch));
            batches.add(new EventBatch("bench", Map.of(), some));
        }
        return batches;
    }

    private static JsonObject append(EventLog log, List<EventBatch> batches, int threads) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    for (int at = next.getAndIncrement(); at < batches.size(); at = next.getAndIncrement()) {
                        log.append(batches.get(at)).toCompletableFuture().join();
                    }
                }));
            }
            for (Future<?> each : running) each.get();
        }
        return new JsonObject();
    }
}
