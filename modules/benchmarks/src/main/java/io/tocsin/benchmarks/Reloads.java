package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Changes the rules of a server again and again: another threshold, one rule more, and as they were. */
final class Reloads implements Runnable {
    private static final int EVERY_SECONDS = 1;
    private static final byte[] NOTHING = new byte[0];

    private final int port;
    private final Path folder;
    private final int rules;
    private final List<Double> millis;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Exception failure;

    /** @param millis gets how long each took */
    Reloads(int port, Path folder, int rules, List<Double> millis) {
        this.port = port;
        this.folder = folder;
        this.rules = rules;
        this.millis = millis;
    }

    @Override
    public void run() {
        try (Connection connection = new Connection(port)) {
            for (int i = 0; !stop.await(EVERY_SECONDS, TimeUnit.SECONDS); i++) {
                AlertSetup.writeRules(folder, rules + i % 2, 900_000 + i % 3);
                long at = System.nanoTime();
                Connection.Reply reply = connection.send("POST", "/-/reload", NOTHING);
                if (reply.status() != 200) throw new IOException("reload refused: " + reply.body());
                millis.add((System.nanoTime() - at) / 1e6);
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    void stop() {
        stop.countDown();
    }

    /** Throws what went wrong; to be called when it has ended. */
    void check() throws IOException {
        Exception wrong = failure;
        if (wrong != null) throw new IOException("cannot reload", wrong);
    }
}
