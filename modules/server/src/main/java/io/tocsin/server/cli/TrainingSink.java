package io.tocsin.server.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes every webhook and says yes. By hand for the same reason as {@link TrainingClient}. */
final class TrainingSink implements Closeable {
    private static final byte[] YES =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    TrainingSink() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            }
        } catch (IOException closed) {
            // The training is over.
        }
    }

    private static void answer(Socket caller) {
        try (caller) {
            InputStream in = new BufferedInputStream(caller.getInputStream());
            OutputStream out = caller.getOutputStream();
            while (true) {
                TrainingClient.skip(in);
                out.write(YES);
            }
        } catch (IOException hungUp) {
            // Nobody waits for more.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
