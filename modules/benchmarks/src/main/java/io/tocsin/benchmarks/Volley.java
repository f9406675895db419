package io.tocsin.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Posts small bodies over many connections from one thread, each as soon as the one before on its connection was answered:
 * a client so cheap that it leaves the processor to the server. Refused bodies are sent again, after a wait.
 */
final class Volley {
    private static final long WAIT_NANOS = 100_000_000;
    private static final long SILENCE_MILLIS = 60_000;
    private static final int ANSWER_BYTES_MAX = 16 * 1024;
    private static final byte[] ACCEPTED = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BUSY = "HTTP/1.1 503".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> requests;
    private final double[] millis;
    private int next;
    private int answered;
    private int refused;

    /** What came of it; latencies of accepted bodies. */
    record Result(double seconds, Quantiles millis, int refused) {}

    Volley(List<byte[]> bodies) {
        this.requests = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) requests.add(Connection.request("POST", "/api/v1/logs", body));
        this.millis = new double[bodies.size()];
    }

    Result fire(int port, int connections) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) lines.add(new Line(port, selector));
            long startedAt = System.nanoTime();
            for (Line line : lines) line.sendNext();
            long heardAt = startedAt;
            while (answered < requests.size()) {
                if (selector.select(WAIT_NANOS / 1_000_000) > 0) heardAt = System.nanoTime();
                else if (System.nanoTime() - heardAt > SILENCE_MILLIS * 1_000_000) throw new IOException("no answers");
                for (SelectionKey key : selector.selectedKeys()) ((Line) key.attachment()).read();
                selector.selectedKeys().clear();
                if (refused > 0) for (Line line : lines) line.sendAgain();
            }
            return new Result((System.nanoTime() - startedAt) / 1e9, new Quantiles(millis), refused);
        } finally {
            for (Line line : lines) line.channel.close();
        }
    }

    /** One connection, with at most one request under way. */
    private final class Line {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);
        private final ByteBuffer out = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);
        private int current = -1;
        private long sentAt;
        private long waitUntil;

        Line(int port, Selector selector) throws IOException {
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void sendNext() throws IOException {
            current = next < requests.size() ? next++ : -1;
            if (current >= 0) send();
        }

        private void send() throws IOException {
            sentAt = System.nanoTime();
            out.clear().put(requests.get(current)).flip();
            // Smaller than the socket's buffer, which is empty: the loop runs once.
            while (out.hasRemaining()) channel.write(out);
        }

        void sendAgain() throws IOException {
            if (waitUntil == 0 || System.nanoTime() < waitUntil) return;
            waitUntil = 0;
            send();
        }

        void read() throws IOException {
            if (channel.read(in) < 0) throw new EOFException("the server closed the connection");
            if (!complete()) return;
            if (starts(ACCEPTED)) {
                millis[current] = (System.nanoTime() - sentAt) / 1e6;
                answered++;
                in.clear();
                sendNext();
            } else if (starts(BUSY)) {
                refused++;
                in.clear();
                waitUntil = System.nanoTime() + WAIT_NANOS;
            } else {
                throw new IOException("the server answered " + StandardCharsets.UTF_8.decode(in.flip()));
            }
        }

        private boolean starts(byte[] status) {
            for (int i = 0; i < status.length; i++) if (in.get(i) != status[i]) return false;
            return true;
        }

        /** All answers are one JSON object behind the head. */
        private boolean complete() {
            int end = in.position();
            if (end < 4 || in.get(end - 1) != '}') return false;
            for (int i = 3; i < end; i++) {
                if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') return true;
            }
            return false;
        }
    }
}
