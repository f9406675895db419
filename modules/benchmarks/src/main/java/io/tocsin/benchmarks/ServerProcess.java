package io.tocsin.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server as {@code ./tocsin up} starts it, in a process of its own, on a free port and an empty folder. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    /** Before anything that is sent afterwards: rules would take what is older than it for late, and look at the past instead. */
    private static final Duration FIRST_AGO = Duration.ofHours(12);

    private final Process process;
    private final Path log;
    private final int port;

    /**
     * Starts the process and returns at once.
     *
     * @param environment on top of our own, such as {@code TOCSIN_OPTS}
     */
    ServerProcess(Path folder, Map<String, String> environment) throws IOException {
        this(folder, environment, List.of());
    }

    /** @param options of {@code ./tocsin up} beside port and data */
    ServerProcess(Path folder, Map<String, String> environment, List<String> options) throws IOException {
        Path root = Path.of(System.getProperty("tocsin.root", ".")).toAbsolutePath();
        this.port = freePort();
        this.log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(root.resolve("tocsin").toString(), "up"));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()));
        builder.environment().putAll(environment);
        this.process = Children.start(builder);
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Posts one event until it is accepted: then the server stands. */
    void awaitFirstEvent() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        Instant at = Instant.now().minus(FIRST_AGO);
        byte[] first =
                "{\"timestamp\":\"%s\",\"message\":\"first\"}".formatted(at).getBytes(StandardCharsets.UTF_8);
        while (!accepts(first)) {
            if (System.nanoTime() > deadline)
                throw new IOException("cannot start: it took longer than " + START_WITHIN);
            pause(Duration.ofMillis(2));
        }
    }

    private boolean accepts(byte[] event) {
        try (Connection connection = new Connection(port)) {
            return connection.post(event).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Asks for a request until it is found. */
    void awaitFound(String requestId) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!finds(requestId)) {
            if (System.nanoTime() > deadline) throw new IOException("cannot find request " + requestId);
            pause(Duration.ofMillis(2));
        }
    }

    private boolean finds(String requestId) {
        try (Connection connection = new Connection(port)) {
            return connection.fetch("/api/v1/requests/" + requestId).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits, but no longer than the server lives. */
    void pause(Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("the server ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    /** Processor time that it has used since it was started. */
    Duration cpu() {
        return Children.cpu(process);
    }

    /** A line of {@code /proc/PID/status} in MB, such as VmRSS and VmHWM; 0 on systems without it. */
    long megabytes(String line) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) return 0;
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(each -> each.startsWith(line + ":"))
                    .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Stops it as a supervisor does, and waits for the end. */
    @Override
    public void close() throws IOException {
        process.destroy();
        Children.end(process, STOP_WITHIN);
    }
}
