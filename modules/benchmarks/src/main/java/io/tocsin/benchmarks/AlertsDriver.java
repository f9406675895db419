package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From the answer to the eleventh failed login to the alert at a webhook, while the server is busy with other logs. */
@Command(
        name = "alerts",
        description = "Measure the time from the answer to a log line to the alert, under load and with many rules.",
        mixinStandardHelpOptions = true)
final class AlertsDriver implements Callable<Integer> {
    @Option(names = "--rules", description = "Rules beside the one that fires (default: ${DEFAULT-VALUE}).")
    private int rules = 1_000;

    @Option(names = "--rate", description = "Events a second beside (default: ${DEFAULT-VALUE}).")
    private int rate = 100_000;

    @Option(names = "--seconds", description = "How long, after ten seconds of warm-up (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Scratch scratch = new Scratch("alerts");
                AlertInbox inbox = new AlertInbox()) {
            List<String> options = AlertSetup.write(scratch.folder(), rules, inbox.url());
            try (ServerProcess server = new ServerProcess(scratch.folder(), Map.of(), options)) {
                server.awaitFirstEvent();
                new Burden(server.port(), Math.min(rate, 10_000)).during(Duration.ofSeconds(10), () -> {});
                Burden burden = new Burden(server.port(), rate);
                List<Double> millis = new ArrayList<>();
                Duration before = server.cpu();
                burden.during(Duration.ofSeconds(seconds), () -> probe(server, inbox, millis));
                double cpu = server.cpu().minus(before).toMillis() / 1e3;
                Quantiles quantiles = new Quantiles(
                        millis.stream().mapToDouble(Double::doubleValue).toArray());
                out.printf(
                        "| %,d rules, %,.0f events/s beside, %.2f cores | %d alerts: p50 %.1f ms, p99 %.1f ms, worst %.1f ms |%n",
                        rules + 1,
                        burden.events() / (double) seconds,
                        cpu / seconds,
                        millis.size(),
                        quantiles.median(),
                        quantiles.p99(),
                        quantiles.at(1));
                return quantiles.p99() < 50 ? 0 : 1;
            }
        }
    }

    /** An attack from an address of its own, again and again until the time is over. */
    private void probe(ServerProcess server, AlertInbox inbox, List<Double> millis)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (Attacks attacks = new Attacks(server, inbox)) {
            while (System.nanoTime() < until) millis.add(attacks.next());
        }
    }
}
