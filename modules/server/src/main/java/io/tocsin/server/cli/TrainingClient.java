package io.tocsin.server.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Talks HTTP over a number of kept connections, by hand: a client library would be trained as well, and what it does at places
 * that the server shares with it would look usual.
 */
final class TrainingClient implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";

    private final List<Socket> sockets = new ArrayList<>();
    private final List<InputStream> answers = new ArrayList<>();

    TrainingClient(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers.add(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** Posts a body over each connection at the same time, and waits for all answers, whatever they say. */
    void post(String path, String type, Supplier<byte[]> body) throws IOException {
        String head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: ".formatted(path, type);
        for (Socket socket : sockets) {
            byte[] bytes = body.get();
            write(socket, head + bytes.length, bytes);
        }
        for (InputStream answer : answers) skip(answer);
    }

    /** Asks for something and waits for the answer, whatever it says. */
    void get(String path) throws IOException {
        write(sockets.getFirst(), "GET " + path + " HTTP/1.1\r\nHost: localhost", new byte[0]);
        skip(answers.getFirst());
    }

    private static void write(Socket socket, String head, byte[] body) throws IOException {
        byte[] start = (head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        socket.getOutputStream().write(all);
    }

    /** Reads one message of HTTP, head and body, and forgets it. */
    static void skip(InputStream answer) throws IOException {
        int length = 0;
        for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH))
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
        }
        answer.skipNBytes(length);
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answer.read(); c != '\n'; c = answer.read()) {
            if (c < 0) throw new EOFException("cannot read the answer: the server closed the connection");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) socket.close();
    }
}
