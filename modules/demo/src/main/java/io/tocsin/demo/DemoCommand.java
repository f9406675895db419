package io.tocsin.demo;

import io.tocsin.yaml.Durations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "See the main job: a live log stream, a break-in, a failing service, and who is woken.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int PORT = 7080;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop after this long (such as 60s) with a summary; exit 0 if all went well.")
    private @Nullable String until;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the server listens (default: 7080, or a free port when that is taken).")
    private @Nullable Integer port;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Duration limit = until == null ? null : Durations.parse(until);
        if (until != null && limit == null) {
            throw new IllegalArgumentException("cannot read --for '" + until + "': give a duration such as 60s");
        }
        // The demo tells its own story; the server's log would only be in its way.
        System.setProperty("tocsin.log", System.getProperty("tocsin.log", "WARN"));
        Path folder = Files.createTempDirectory("tocsin-demo");
        CountDownLatch cleaned = new CountDownLatch(1);
        try (Demo demo = new Demo(folder, port == null ? freePort() : port)) {
            Story story = new Story(demo, new Narrator(spec.commandLine().getOut(), demo));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(story, cleaned), "tocsin-demo-end"));
            return story.tell(limit);
        } finally {
            delete(folder);
            cleaned.countDown();
        }
    }

    /** After Ctrl-C the story sums up and cleans up like after its limit; the JVM waits for that here. */
    private static void end(Story story, CountDownLatch cleaned) {
        story.stop();
        try {
            cleaned.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket known = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            return known.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            // A temporary folder: the system clears it sooner or later.
            System.err.println("tocsin: left " + folder);
        }
    }
}
