package io.tocsin.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One OpenSearch node in a process of its own. Its libraries are no part of our build: they are fetched by Maven when it is
 * first started, from a project of its own that nothing refers to.
 */
final class OpenSearchProcess implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final String HEAP = "-Xmx1g";

    private final Process process;
    private final Path log;
    private final int port;

    /** Fetches what is missing, starts the node, and waits until it answers. */
    OpenSearchProcess(Path folder) throws IOException, InterruptedException {
        Path project = Path.of(System.getProperty("tocsin.root", "."), "modules/benchmarks/opensearch")
                .toAbsolutePath();
        String libraries = libraries(project);
        this.port = freePort();
        this.log = folder.resolve("log");
        this.process = Children.start(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Xms1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        libraries,
                        project.resolve("OpenSearchNode.java").toString(),
                        folder.resolve("node").toString(),
                        Integer.toString(port),
                        Integer.toString(freePort())))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        awaitStart();
    }

    private static String libraries(Path project) throws IOException, InterruptedException {
        Path list = project.resolve("target/classpath");
        Path pom = project.resolve("pom.xml");
        boolean fresh =
                Files.exists(list) && Files.getLastModifiedTime(list).compareTo(Files.getLastModifiedTime(pom)) > 0;
        if (!fresh) {
            Tool.Result fetched = Tool.run(List.of(
                    "mvn",
                    "-B",
                    "-q",
                    "-f",
                    pom.toString(),
                    "dependency:build-classpath",
                    "-Dmdep.outputFile=" + list));
            if (fetched.status() != 0) throw new IOException("cannot fetch OpenSearch: " + fetched.output());
        }
        return Files.readString(list).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!answers()) {
            boolean late = System.nanoTime() > deadline;
            if (late || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("cannot start OpenSearch:\n" + Files.readString(log));
            }
        }
    }

    private boolean answers() {
        try (Connection connection = new Connection(port)) {
            return connection.fetch("/_cluster/health").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Waits, but no longer than it lives. */
    void pause(Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("OpenSearch ended:\n" + Files.readString(log));
        }
    }

    /** Processor time since it was started. */
    Duration cpu() {
        return Children.cpu(process);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        Children.end(process, STOP_WITHIN);
    }
}
