package io.tocsin.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that understands Alertmanager's flags, in a process and a folder of its own. */
final class RouterProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final Path log;
    private final int port;
    private final int sinkPort;

    /**
     * Starts it and waits until it is ready.
     *
     * @param command what comes before the flags
     * @param sinkPort where its receivers send to
     */
    RouterProcess(String name, List<String> command, Path folder, Path config, int sinkPort)
            throws IOException, InterruptedException {
        this.name = name;
        this.port = ServerProcess.freePort();
        this.sinkPort = sinkPort;
        this.log = folder.resolve("log");
        List<String> all = new ArrayList<>(command);
        all.add("--config.file=" + config);
        all.add("--storage.path=" + Files.createDirectories(folder.resolve("data")));
        all.add("--web.listen-address=127.0.0.1:" + port);
        all.add("--cluster.listen-address=");
        all.add("--log.level=error");
        this.process = Children.start(
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(new File(log.toString())));
        awaitReady();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) throw new IOException(name + " was not ready within " + READY_WITHIN);
            if (process.waitFor(20, TimeUnit.MILLISECONDS))
                throw new IOException(name + " ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    private boolean isReady() {
        try (Connection connection = new Connection(port)) {
            return connection.fetch("/-/ready").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String name() {
        return name;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int sinkPort() {
        return sinkPort;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        Children.end(process, STOP_WITHIN);
    }
}
