package io.tocsin.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How events are sent to OpenSearch.
 *
 * @param events in each bulk
 * @param connections with a thread each
 */
record Bulks(int events, int connections) {
    /** As a shipper sends them that is alone. */
    static final Bulks OF_ONE_CLIENT = new Bulks(1_000, 1);

    private static final byte[] CREATE = "{\"create\":{}}\n".getBytes(StandardCharsets.UTF_8);

    /** Sends as many as there are, but no more than asked in whole bulks; says how many it were. */
    long send(int port, String index, Bodies bodies, long most) throws IOException, InterruptedException {
        AtomicLong left = new AtomicLong(most);
        Callable<Long> sender = () -> send(port, "/" + index + "/_bulk", bodies, left);
        List<Callable<Long>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) senders.add(sender);
        long sent = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (Future<Long> each : threads.invokeAll(senders)) sent += each.get();
        } catch (ExecutionException failed) {
            throw new IOException("cannot send bulks: " + failed.getMessage(), failed);
        }
        return sent;
    }

    private long send(int port, String path, Bodies bodies, AtomicLong left) throws IOException {
        long sent = 0;
        try (Connection connection = new Connection(port)) {
            while (left.getAndAdd(-events) > 0) {
                byte[] lines;
                synchronized (bodies) {
                    lines = bodies.next(events);
                }
                if (lines.length == 0) break;
                sent += send(connection, path, lines);
            }
        }
        return sent;
    }

    private int send(Connection connection, String path, byte[] lines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(lines.length + events * CREATE.length);
        int count = 0;
        for (int from = 0, at = 0; at < lines.length; at++) {
            if (lines[at] != '\n') continue;
            body.writeBytes(CREATE);
            body.write(lines, from, at + 1 - from);
            from = at + 1;
            count++;
        }
        Connection.Reply reply = connection.send("POST", path, body.toByteArray());
        boolean failed = reply.status() != 200 || reply.body().contains("\"errors\":true");
        if (!failed) return count;
        String said = reply.body();
        throw new IOException("OpenSearch refused a bulk: " + said.substring(0, Math.min(said.length(), 500)));
    }
}
