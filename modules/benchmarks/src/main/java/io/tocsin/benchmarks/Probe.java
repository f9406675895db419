package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Posts an event now and then beside a load, and looks how long after its 200 it is found. */
final class Probe {
    /** A person or a dashboard that looks; each look makes Lucene open what was added since the one before. */
    private static final Duration EVERY = Duration.ofMillis(100);

    private final ServerProcess server;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Double> seconds = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "probe");
    private String failure = "";

    Probe(ServerProcess server) {
        this.server = server;
        thread.start();
    }

    private void work() {
        try (Connection connection = new Connection(server.port())) {
            for (int i = 0; !stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS); i++) look(connection, i);
        } catch (IOException | InterruptedException e) {
            failure = e.toString();
        }
    }

    private void look(Connection connection, int number) throws IOException, InterruptedException {
        String id = "probe-" + System.nanoTime() + "-" + number;
        byte[] event = ("{\"request_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        if (connection.post(event).status() != 200) return;
        long acceptedAt = System.nanoTime();
        boolean stopped = false;
        while (!stopped && connection.fetch("/api/v1/requests/" + id).status() != 200) {
            stopped = stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!stopped) seconds.add((System.nanoTime() - acceptedAt) / 1e9);
    }

    /** Median and worst, in seconds; to be asked when it has been stopped. */
    String summary() {
        if (!failure.isEmpty()) return failure;
        List<Double> sorted = seconds.stream().sorted().toList();
        if (sorted.isEmpty()) return "none accepted";
        return "%.2f s, worst %.2f s of %d".formatted(sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }

    /** Ends it. */
    void stop() throws InterruptedException {
        stop.countDown();
        thread.join();
    }
}
