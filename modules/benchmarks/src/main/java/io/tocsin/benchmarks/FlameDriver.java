package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the processor time of taking events in goes. */
@Command(
        name = "flame",
        description = "Record a server while it takes events in; draws a flame graph and prints the hottest methods.",
        mixinStandardHelpOptions = true)
final class FlameDriver implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int PER_BODY = 100;
    private static final int CONNECTIONS = 16;
    private static final int HOTTEST = 25;

    @Option(names = "--events", description = "Events recorded (default: ${DEFAULT-VALUE}).")
    private int events = 1_000_000;

    @Option(names = "--warm-up", description = "Events before that (default: ${DEFAULT-VALUE}).")
    private int warmUp = 400_000;

    @Option(names = "--out", description = "Where the drawing goes (default: docs/images/ingest-flame.svg).")
    private Path file = Path.of(System.getProperty("tocsin.root", "."), "docs/images/ingest-flame.svg");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Scratch scratch = new Scratch("flame")) {
            Path recording = scratch.folder().resolve("ingest.jfr");
            Instant from;
            Instant to;
            // A JVM that prepares an archive of its classes records nothing.
            Map<String, String> recorded = Map.of("TOCSIN_OPTS", Recording.options(), "TOCSIN_ARCHIVE", "");
            try (ServerProcess server = new ServerProcess(scratch.folder(), recorded)) {
                server.awaitFirstEvent();
                Traffic traffic = new Traffic(SEED, Instant.now().minus(Duration.ofMinutes(2)), 10_000);
                load(server, traffic, warmUp);
                from = Instant.now();
                load(server, traffic, events);
                to = Instant.now();
                Recording.write(server.pid(), recording);
            }
            Stacks stacks = Recording.read(recording, from, to);
            if (stacks.samples() == 0) throw new IOException("cannot draw: there are no samples in " + recording);
            write(stacks);
            tell(stacks, out);
        }
        out.println("Written to " + file);
        return 0;
    }

    private static void load(ServerProcess server, Traffic traffic, int count)
            throws IOException, InterruptedException {
        List<Phase.Body> bodies = Phase.bodies(traffic, count, PER_BODY);
        Phase.awaitSearchable(server, new Phase(server, bodies).run(CONNECTIONS));
    }

    private void write(Stacks stacks) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String title = "%,d events in bodies of %d: %,d samples".formatted(events, PER_BODY, stacks.samples());
        Files.writeString(file, new FlameSvg(title).draw(stacks.root()));
    }

    private static void tell(Stacks stacks, PrintWriter out) {
        out.println("| thread | share |\n|---|---|");
        stacks.root()
                .children()
                .forEach(thread -> out.printf("| %s | %.1f %% |%n", thread.name(), stacks.share(thread.samples())));
        out.println("\n| room or library | share |\n|---|---|");
        stacks.rooms().forEach((room, samples) -> out.printf("| %s | %.1f %% |%n", room, stacks.share(samples)));
        out.println("\n| method | itself |\n|---|---|");
        stacks.hottest(HOTTEST)
                .forEach((method, samples) -> out.printf("| %s | %.1f %% |%n", method, stacks.share(samples)));
    }
}
