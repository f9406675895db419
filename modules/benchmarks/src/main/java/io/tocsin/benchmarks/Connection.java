package io.tocsin.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP connection that is kept, used by one thread. By hand and blocking, because what a client library costs would be
 * taken from the server on the same cores.
 */
final class Connection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder line = new StringBuilder();

    Connection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    /**
     * What the server said.
     *
     * @param headers by names in lower case
     */
    record Reply(int status, Map<String, String> headers, String body) {
        /** How long a refused sender shall wait. */
        int retryAfterSeconds() {
            return Integer.parseInt(headers.getOrDefault("retry-after", "1"));
        }
    }

    /** For what takes longer. */
    void patience(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
    }

    /** Posts events. */
    Reply post(byte[] body) throws IOException {
        return send("POST", "/api/v1/logs", body);
    }

    /** Sends JSON, or nothing. */
    Reply send(String method, String path, byte[] body) throws IOException {
        return exchange(request(method, path, body));
    }

    /** The bytes of a request. */
    static byte[] request(String method, String path, byte[] body) {
        byte[] head = (method + " " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    Reply fetch(String path) throws IOException {
        return exchange(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Reply exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Reply(Integer.parseInt(status.substring(9, 12)), headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("cannot read the answer: the server closed the connection");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
