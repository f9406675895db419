package io.tocsin.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Posts prepared bodies over a number of connections as fast as the server takes them. */
final class Phase {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration SEARCHABLE_WITHIN = Duration.ofMinutes(1);

    private final List<Body> bodies;
    private final ServerProcess server;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Never counted down: what waits on it only lets time pass, as the server has asked. */
    private final CountDownLatch never = new CountDownLatch(1);

    /** What is posted at once, and a request that its last event belongs to. */
    // An array, because the socket wants these very bytes; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] bytes, int events, String requestId) {}

    /**
     * What came of it.
     *
     * @param p50 median latency of the accepted posts in milliseconds
     * @param p99 their 99th percentile
     * @param refused posts that were answered with 503 and sent again
     */
    record Result(double seconds, double p50, double p99, int refused, List<String> lastRequests) {}

    Phase(ServerProcess server, List<Body> bodies) {
        this.server = server;
        this.bodies = bodies;
    }

    /** As many events as asked for, in bodies of equal size. */
    static List<Body> bodies(Traffic traffic, int events, int perBody) {
        List<Body> bodies = new ArrayList<>(events / perBody);
        for (int done = 0; done < events; done += perBody) {
            byte[] bytes = traffic.body(perBody);
            bodies.add(new Body(bytes, perBody, traffic.requestId()));
        }
        return bodies;
    }

    Result run(int connections) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        List<Client> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Client client = new Client();
                clients.add(client);
                running.add(threads.submit(client::work));
            }
            for (Future<?> each : running) each.get();
        } catch (ExecutionException e) {
            // When it has ended its log says more than the connection does.
            server.pause(Duration.ofSeconds(1));
            throw new IOException("cannot post: " + e.getCause(), e);
        }
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        long[] latencies =
                clients.stream().flatMapToLong(Client::latencies).sorted().toArray();
        return new Result(
                seconds,
                millis(latencies, 0.5),
                millis(latencies, 0.99),
                refused.get(),
                clients.stream()
                        .map(client -> client.lastRequest)
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / 1e6;
    }

    /** One connection. */
    private final class Client {
        private long[] latencies = new long[64];
        private int posts;
        private String lastRequest = "";

        @org.jspecify.annotations.Nullable
        Void work() throws IOException, InterruptedException {
            try (Connection connection = new Connection(server.port())) {
                for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                    deliver(connection, bodies.get(i));
                }
            }
            return null;
        }

        private void deliver(Connection connection, Body body) throws IOException, InterruptedException {
            while (true) {
                long sentAt = System.nanoTime();
                Connection.Reply reply = connection.post(body.bytes());
                if (reply.status() == SERVICE_UNAVAILABLE) {
                    refused.incrementAndGet();
                    boolean over = never.await(reply.retryAfterSeconds(), TimeUnit.SECONDS);
                    if (over) return;
                    continue;
                }
                if (reply.status() != 200) throw new IOException(reply.status() + " " + reply.body());
                took(System.nanoTime() - sentAt);
                lastRequest = body.requestId();
                return;
            }
        }

        private void took(long nanos) {
            if (posts == latencies.length) latencies = Arrays.copyOf(latencies, posts * 2);
            latencies[posts++] = nanos;
        }

        private LongStream latencies() {
            return Arrays.stream(latencies, 0, posts);
        }
    }

    /**
     * Waits until the last event of every connection is found.
     *
     * @throws IOException when that takes longer than the patience of a person
     */
    static void awaitSearchable(ServerProcess server, Result result) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SEARCHABLE_WITHIN.toNanos();
        try (Connection connection = new Connection(server.port())) {
            for (String id : result.lastRequests()) {
                Connection.Reply reply = connection.fetch("/api/v1/requests/" + id);
                for (; reply.status() != 200; reply = connection.fetch("/api/v1/requests/" + id)) {
                    if (System.nanoTime() > deadline) throw new IOException("cannot find " + id + ": " + reply);
                    server.pause(Duration.ofMillis(20));
                }
            }
        }
    }
}
