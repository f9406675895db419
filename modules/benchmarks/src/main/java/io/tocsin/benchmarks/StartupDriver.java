package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From {@code ./tocsin up} to the first accepted event, and what an idle server holds in memory. */
@Command(
        name = "startup",
        description = "Start the server some times; prints time to the first accepted event and idle memory.",
        mixinStandardHelpOptions = true)
final class StartupDriver implements Callable<Integer> {
    /** Names no archive: the launcher takes what it has. */
    private static final String AS_BUILT = "as built";

    @Option(names = "--runs", description = "Starts of each kind (default: ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(names = "--idle", description = "Seconds until memory is read (default: ${DEFAULT-VALUE}).")
    private int idleSeconds = 10;

    @Option(names = "--server-opts", description = "JVM options for the server.")
    private String serverOptions = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** One start: until the first accepted event, what the processor spent until then, and memory when idle. */
    private record Start(double seconds, double cpuSeconds, long megabytes) {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| start | first accepted event (median, worst) | CPU until then | idle RSS (median) |");
        out.println("|---|---|---|---|");
        try (Scratch archives = new Scratch("archive")) {
            Path archive = archives.folder().resolve("classes.jsa");
            once("", 0);
            row(out, "without class archive", "");
            once(archive.toString(), 0);
            if (!Files.exists(archive)) throw new IOException("the server wrote no class archive");
            row(out, "with class archive", archive.toString());
        }
        row(out, "as trained after the build", AS_BUILT);
        return 0;
    }

    private void row(PrintWriter out, String name, String archive) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < runs; i++) starts.add(once(archive, idleSeconds));
        double[] seconds = starts.stream().mapToDouble(Start::seconds).sorted().toArray();
        double[] cpu = starts.stream().mapToDouble(Start::cpuSeconds).sorted().toArray();
        long[] megabytes = starts.stream().mapToLong(Start::megabytes).sorted().toArray();
        out.printf(
                "| %s | %.2f s, %.2f s | %.2f s | %d MB |%n",
                name, seconds[runs / 2], seconds[runs - 1], cpu[runs / 2], megabytes[runs / 2]);
        out.flush();
    }

    private Start once(String archive, int idle) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("TOCSIN_OPTS", serverOptions));
        if (!archive.equals(AS_BUILT)) environment.put("TOCSIN_ARCHIVE", archive);
        try (Scratch scratch = new Scratch("startup")) {
            long startedAt = System.nanoTime();
            try (ServerProcess server = new ServerProcess(scratch.folder(), environment)) {
                server.awaitFirstEvent();
                double seconds = (System.nanoTime() - startedAt) / 1e9;
                double cpu = server.cpu().toMillis() / 1e3;
                server.pause(Duration.ofSeconds(idle));
                return new Start(seconds, cpu, server.megabytes("VmRSS"));
            }
        }
    }
}
