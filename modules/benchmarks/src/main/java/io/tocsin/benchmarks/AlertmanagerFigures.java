package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Alertmanager and what stands in for it, side by side on this machine, in turns. */
@Command(
        name = "alertmanager",
        description = "Measure './tocsin alertmanager' beside the Alertmanager that is installed.",
        mixinStandardHelpOptions = true)
final class AlertmanagerFigures implements Callable<Integer> {
    private static final String TOCSIN = "Tocsin";
    private static final String ALERTMANAGER = "Alertmanager";

    /** The one measurement that begins with new processes. */
    private static final String FRESH = "ingest n=100000, fresh process";

    /** What is shown of the many things that are measured; where less is better, and the one where more is. */
    private static final List<String> METRICS = List.of(
            "alerts_per_s",
            "post_p50_ms",
            "post_p99_ms",
            "cpu_s",
            "median_ms",
            "p50_ms",
            "p90_ms",
            "all_notified_s",
            "create_ms_each",
            "first_get_ms",
            "next_get_ms",
            "rss_MB");

    @Option(names = "--phases", split = ",", description = "Of the kit (default: ${DEFAULT-VALUE}).")
    private List<String> phases = List.of("latency", "storm", "ingest", "inhibit", "silence");

    @Option(names = "--sizes", description = "How many alerts are posted (default: ${DEFAULT-VALUE}).")
    private String sizes = "1000,10000,100000";

    @Option(names = "--rounds", description = "How often each phase runs; medians count (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--alertmanager", description = "The other program (default: ${DEFAULT-VALUE}).")
    private String rival = "prometheus-alertmanager";

    @Option(
            names = "--shared",
            defaultValue = "${env:TOCSIN_SHARED:-}",
            description = "Folder with kit/am_bench.py (default: $TOCSIN_SHARED, or beside the repository).")
    private String shared = "";

    @Option(names = "--out", description = "Where the Markdown goes (default: target/alertmanager.md).")
    private Path file = Path.of(System.getProperty("tocsin.root", "."), "target/alertmanager.md");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** Every value of every measurement, by server. */
    private final Map<String, Map<String, List<JsonObject>>> measured = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        KitRun kit = new KitRun(script());
        for (String tool : List.of("python3", rival))
            if (!Tool.exists(tool))
                throw wrong("cannot find '" + tool + "': install it (Debian: apt install " + tool + ")");
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        try {
            rounds(kit, out);
            fresh(kit, report);
        } finally {
            // Whatever ends it after a quarter of an hour: what was measured until then is worth having.
            promises(report);
            table(report);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, report.markdown(head()));
            out.println("Written to " + file);
        }
        return 0;
    }

    private void rounds(KitRun kit, PrintWriter out) throws IOException, InterruptedException {
        String root = System.getProperty("tocsin.root", ".");
        try (Scratch scratch = new Scratch("alertmanager");
                RouterProcess other = start(ALERTMANAGER, List.of(rival), kit, scratch);
                RouterProcess ours = start(TOCSIN, List.of(root + "/tocsin", "alertmanager"), kit, scratch)) {
            Path json = scratch.folder().resolve("result.json");
            for (RouterProcess server : List.of(other, ours)) kit.measure(server, "latency,storm,ingest", "1000", json);
            for (String phase : phases) {
                for (int round = 0; round < rounds; round++) {
                    // In turns, and each begins as often as the other.
                    for (RouterProcess server : round % 2 == 0 ? List.of(other, ours) : List.of(ours, other)) {
                        out.println(server.name() + ": " + phase + ", round " + (round + 1));
                        out.flush();
                        note(server.name(), kit.measure(server, phase, sizes, json));
                    }
                }
            }
        }
    }

    private Path script() {
        Path root = Path.of(System.getProperty("tocsin.root", "."));
        Stream<Path> places = shared.isEmpty()
                ? Stream.of(root.resolve("../shared"), root.resolve("../../shared"))
                : Stream.of(Path.of(shared));
        return places.map(place -> place.resolve("kit/am_bench.py"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> wrong("no kit: set TOCSIN_SHARED to the folder that holds kit/am_bench.py"));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** What 100,000 alerts take, in processes that have not just sent lists of 57 MB to whoever asked. */
    private void fresh(KitRun kit, Report report) throws IOException, InterruptedException {
        if (!phases.contains("ingest")) return;
        String root = System.getProperty("tocsin.root", ".");
        for (String name : List.of(ALERTMANAGER, TOCSIN)) {
            List<String> command = name.equals(TOCSIN) ? List.of(root + "/tocsin", "alertmanager") : List.of(rival);
            try (Scratch scratch = new Scratch("fresh");
                    RouterProcess server = start(name, command, kit, scratch)) {
                Path json = scratch.folder().resolve("result.json");
                JsonObject row = kit.measure(server, "ingest", "100000", json).get("ingest n=100000");
                if (row == null) report.missing(FRESH, "not measured", "a row of its own");
                else note(name, Map.of(FRESH, row));
            }
        }
    }

    private static RouterProcess start(String name, List<String> command, KitRun kit, Scratch scratch)
            throws IOException, InterruptedException {
        int sink = ServerProcess.freePort();
        Path folder = scratch.make(name);
        Path config = folder.resolve("alertmanager.yml");
        Files.writeString(config, kit.config(sink) + "\n");
        return new RouterProcess(name, command, folder, config, sink);
    }

    private void note(String server, Map<String, JsonObject> rows) {
        Map<String, List<JsonObject>> all = measured.computeIfAbsent(server, any -> new LinkedHashMap<>());
        rows.forEach((what, row) ->
                all.computeIfAbsent(what, any -> new ArrayList<>()).add(row));
    }

    /** The median over the rounds; null when it was not measured. */
    private @Nullable Double median(String server, String what, String metric) {
        double[] values = measured.getOrDefault(server, Map.of()).getOrDefault(what, List.of()).stream()
                .filter(row -> row.getValue(metric) != null)
                .mapToDouble(row -> row.getDouble(metric))
                .toArray();
        return values.length == 0 ? null : new Quantiles(values).median();
    }

    private void promises(Report report) {
        ratio(report, "posting 100,000 distinct alerts, alerts/s", "ingest n=100000", "alerts_per_s", 1, true);
        ratio(report, "GET of 10,000 alerts", "read path=alerts n=10000", "median_ms", 0.7, false);
        ratio(report, "filtered GET of one of 10,000", "read path=alerts?filter=one n=10000", "median_ms", 0.1, false);
        ratio(
                report,
                "10,000 alerts in 5,000 groups, all told",
                "storm groups=5000 n=10000",
                "all_notified_s",
                1,
                false);
        ratio(
                report,
                "GET of 5,000 targets of 5,000 sources",
                "inhibit sources=5000 targets=5000",
                "median_ms",
                0.2,
                false);
        most(report, "POST to webhook, group_wait 0s, p90 in ms", "latency group_wait=0s n=200", "p90_ms", 5);
        most(report, "RSS with 100,000 active alerts in MB", FRESH, "rss_MB", 600);
    }

    private void ratio(Report report, String what, String row, String metric, double bound, boolean atLeast) {
        Double ours = median(TOCSIN, row, metric);
        Double other = median(ALERTMANAGER, row, metric);
        String target = "%s %s × Alertmanager's".formatted(atLeast ? "≥" : "≤", bound);
        if (ours == null || other == null) {
            report.missing(what, "not measured", target);
            return;
        }
        double ratio = ours / other;
        String found = "%.2f × (%s / %s)".formatted(ratio, text(ours), text(other));
        report.figure(what, found, target, atLeast ? ratio >= bound : ratio <= bound);
    }

    private void most(Report report, String what, String row, String metric, double bound) {
        Double ours = median(TOCSIN, row, metric);
        String target = "≤ " + text(bound);
        if (ours == null) report.missing(what, "not measured", target);
        else report.figure(what, text(ours), target, ours <= bound);
    }

    private void table(Report report) {
        report.table("All that was measured", "what", "metric", ALERTMANAGER, TOCSIN, "Tocsin / Alertmanager");
        for (String what : measured.getOrDefault(TOCSIN, Map.of()).keySet()) {
            for (String metric : METRICS) {
                Double ours = median(TOCSIN, what, metric);
                Double other = median(ALERTMANAGER, what, metric);
                if (ours == null || other == null) continue;
                String ratio = other == 0 ? "–" : "%.2f".formatted(ours / other);
                report.row(what, metric, text(other), text(ours), ratio);
            }
        }
    }

    private static String text(double value) {
        return value >= 1_000 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }

    private String head() {
        return "`./tocsin bench alertmanager --rounds %d --sizes %s`: %s beside us in the same run, %d processors, Java %s."
                .formatted(rounds, sizes, rival, Runtime.getRuntime().availableProcessors(), Runtime.version());
    }
}
