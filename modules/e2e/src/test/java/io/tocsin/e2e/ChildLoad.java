package io.tocsin.e2e;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that posts one batch after the other on one connection, and knows of each what the server said. It speaks HTTP by
 * hand, because a library might send a request again by itself, and then every event that is doubled could be its own fault.
 */
final class ChildLoad implements Runnable {
    /** Batches that were answered with 200, and how many events they had. */
    final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    /** Batches that were refused with 503: nothing of them may be there. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Batches whose answer never came: each may be there once or not at all. */
    final Map<String, Integer> unanswered = new ConcurrentHashMap<>();

    /** Batches that were sent twice under one name, or more often: never to be found twice. */
    final Set<String> repeated = ConcurrentHashMap.newKeySet();

    private final String name;
    private final IntSupplier port;
    private final AtomicLong accepted;
    private final Sends sends;
    private final Random random;
    private volatile boolean stopped;
    private int count;

    /** A named batch without an answer. */
    private @Nullable String again;

    /** What a client sends. */
    enum Sends {
        /** Batches of up to twenty; half of them have no name that the server knows: nothing tells their repetition from another. */
        BATCHES(20, 0.5),
        /** One event at a time, without a name. */
        SINGLES(1, 0);

        private final int eventsMax;
        private final double named;

        Sends(int eventsMax, double named) {
            this.eventsMax = eventsMax;
            this.named = named;
        }
    }

    /**
     * A client.
     *
     * @param port where the server listens now; waits while there is none
     * @param accepted counts acknowledged events, of all clients
     */
    ChildLoad(String name, IntSupplier port, AtomicLong accepted, Sends sends, long seed) {
        this.name = name;
        this.port = port;
        this.accepted = accepted;
        this.sends = sends;
        this.random = new Random(seed);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                // What was on its way when the last server died is sent again, under its name, until somebody answers.
                for (String batch = next(); !stopped; batch = next()) {
                    exchange(batch, socket.getOutputStream(), in);
                }
            } catch (IOException dead) {
                // Whoever was on its way is noted down as unanswered; go on with the next server.
            }
        }
    }

    private String next() {
        if (again != null) return again;
        String batch = name + "-b" + count++;
        again = random.nextDouble() < sends.named ? batch : null;
        return batch;
    }

    private void exchange(String batch, OutputStream out, InputStream in) throws IOException {
        boolean named = batch.equals(again);
        Integer sent = unanswered.get(batch);
        if (sent != null) repeated.add(batch);
        int events = sent == null ? 1 + random.nextInt(sends.eventsMax) : sent;
        byte[] body = body(batch, events).getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
                + (named ? "\r\nX-Tocsin-Batch: " + batch : "") + "\r\n\r\n";
        unanswered.put(batch, events);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        int status = answer(in);
        unanswered.remove(batch);
        again = null;
        if (status == 200) {
            acknowledged.put(batch, events);
            accepted.addAndGet(events);
        } else if (status == 503 && sent != null) {
            // Of this sending nothing is there; of the one before nobody knows.
            unanswered.put(batch, events);
        } else if (status == 503) {
            refused.add(batch);
        } else {
            throw new AssertionError("unexpected status " + status);
        }
    }

    private static String body(String batch, int events) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < events; i++) {
            body.append("{\"timestamp\":\"")
                    .append(Instant.now())
                    .append("\",\"level\":\"INFO\",\"service\":\"load\",\"request_id\":\"")
                    .append(batch)
                    .append("-e")
                    .append(i)
                    .append("\",\"batch\":\"")
                    .append(batch)
                    .append("\",\"message\":\"one of many\"}\n");
        }
        return body.toString();
    }

    /** Reads an answer to its end; gives the status. */
    private static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (header.substring(0, colon).equalsIgnoreCase("content-length")) {
                length = Integer.parseInt(header.substring(colon + 1).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("the server is gone");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }
}
