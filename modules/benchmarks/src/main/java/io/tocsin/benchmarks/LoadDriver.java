package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much the server takes: first in bodies of a hundred events, then one event at a time over many connections. */
@Command(
        name = "load",
        description = "Post events to a server of its own as fast as it takes them; prints a table.",
        mixinStandardHelpOptions = true)
final class LoadDriver implements Callable<Integer> {
    private static final long SEED = 42;

    @Option(names = "--events", description = "Events in bodies of many (default: ${DEFAULT-VALUE}).")
    private int events = 1_000_000;

    @Option(names = "--per-body", description = "Events in one body (default: ${DEFAULT-VALUE}).")
    private int perBody = 100;

    @Option(names = "--connections", description = "Connections for them (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--singles", description = "Events one by one (default: ${DEFAULT-VALUE}).")
    private int singles = 200_000;

    @Option(names = "--single-connections", description = "Connections for them (default: ${DEFAULT-VALUE}).")
    private int singleConnections = 128;

    @Option(names = "--warm-up", description = "Events before anything is measured (default: ${DEFAULT-VALUE}).")
    private int warmUp = 200_000;

    @Option(names = "--probe", description = "Look ten times a second how long an accepted event takes to be found.")
    private boolean probe;

    @Option(names = "--server-opts", description = "JVM options for the server, such as -Xmx256m.")
    private String serverOptions = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    private long accepted;
    private long rawBytes;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Scratch scratch = new Scratch("load")) {
            try (ServerProcess server = new ServerProcess(scratch.folder(), Map.of("TOCSIN_OPTS", serverOptions))) {
                server.awaitFirstEvent();
                accepted = 1;
                measure(server, out);
            }
            out.printf(
                    "%nDisk after the stop, for each byte sent: index %.2f, journal %.2f.%n",
                    (double) scratch.bytes("data/index") / rawBytes, (double) scratch.bytes("data/journal") / rawBytes);
        }
        return 0;
    }

    private void measure(ServerProcess server, PrintWriter out) throws IOException, InterruptedException {
        // Before now, so that nothing is ahead of the clock; a hundred events a millisecond.
        Traffic traffic = new Traffic(SEED, Instant.now().minus(Duration.ofMinutes(2)), 10_000);
        if (warmUp > 0) run(server, Phase.bodies(traffic, warmUp, perBody), connections);
        out.println("| bodies | events/s | p50 ms | p99 ms | CPU s per million | refused | all found after | RSS MB |");
        out.println("|---|---|---|---|---|---|---|---|");
        if (events > 0) row(server, Phase.bodies(traffic, events, perBody), connections, out);
        if (singles > 0) row(server, Phase.bodies(traffic, singles, 1), singleConnections, out);
        long stored = stored(server);
        out.printf("%n%,d events of %,d bytes accepted, %,d in the index", accepted, rawBytes / accepted, stored);
        out.printf("; the server's memory was at most %d MB.%n", server.megabytes("VmHWM"));
        if (stored < accepted) throw new IOException("events are missing: " + stored + " of " + accepted);
    }

    private void row(ServerProcess server, List<Phase.Body> bodies, int clients, PrintWriter out)
            throws IOException, InterruptedException {
        int perBodyHere = bodies.getFirst().events();
        long count = (long) bodies.size() * perBodyHere;
        Duration cpuBefore = server.cpu();
        Phase.Result result;
        double foundAfter;
        Probe beside = probe ? new Probe(server) : null;
        try {
            result = new Phase(server, bodies).run(clients);
            long doneAt = System.nanoTime();
            Phase.awaitSearchable(server, result);
            foundAfter = (System.nanoTime() - doneAt) / 1e9;
        } finally {
            if (beside != null) beside.stop();
        }
        count(bodies);
        double cpu = server.cpu().minus(cpuBefore).toMillis() / 1e3;
        out.printf(
                "| %d × %d event(s), %d connections | %,.0f | %.1f | %.1f | %.1f | %d | %.2f s | %d |%n",
                bodies.size(),
                perBodyHere,
                clients,
                count / result.seconds(),
                result.p50(),
                result.p99(),
                cpu * 1e6 / count,
                result.refused(),
                foundAfter,
                server.megabytes("VmRSS"));
        if (beside != null) out.println("Found after its 200, while under load: median " + beside.summary());
        out.flush();
    }

    private void run(ServerProcess server, List<Phase.Body> bodies, int clients)
            throws IOException, InterruptedException {
        Phase.awaitSearchable(server, new Phase(server, bodies).run(clients));
        count(bodies);
    }

    private void count(List<Phase.Body> bodies) {
        for (Phase.Body body : bodies) {
            accepted += body.events();
            rawBytes += body.bytes().length;
        }
    }

    private static long stored(ServerProcess server) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            return new JsonObject(connection.fetch("/api/v1/status").body()).getLong("events", 0L);
        }
    }
}
