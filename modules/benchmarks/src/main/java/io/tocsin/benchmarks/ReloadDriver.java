package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a reload of the rules costs those who send logs and those who wait for an alert: calm stretches and stretches with a
 * reload every second, in turns, in one run.
 */
@Command(
        name = "reload",
        description = "Measure answers and alerts while the rules are reloaded, beside the same without reloads.",
        mixinStandardHelpOptions = true)
final class ReloadDriver implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration STRETCH = Duration.ofSeconds(10);

    @Option(names = "--rules", description = "Rules beside the one that fires (default: ${DEFAULT-VALUE}).")
    private int rules = 1_000;

    @Option(names = "--rate", description = "Events a second beside (default: ${DEFAULT-VALUE}).")
    private int rate = 50_000;

    @Option(names = "--rounds", description = "Calm stretches, and stretches with reloads (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** What was measured in stretches of one kind, in milliseconds. */
    private static final class Measured {
        private final List<Double> alerts = new ArrayList<>();
        private final List<Double> answers = Collections.synchronizedList(new ArrayList<>());
        private final List<Double> reloads = new ArrayList<>();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Measured calm = new Measured();
        Measured reloading = new Measured();
        try (Scratch scratch = new Scratch("reload");
                AlertInbox inbox = new AlertInbox()) {
            List<String> options = AlertSetup.write(scratch.folder(), rules, inbox.url());
            try (ServerProcess server = new ServerProcess(scratch.folder(), Map.of(), options);
                    Attacks attacks = new Attacks(started(server), inbox)) {
                new Burden(server.port(), Math.min(rate, 10_000)).during(WARM_UP, () -> {});
                for (int round = 0; round < rounds; round++) {
                    stretch(server, calm, () -> attack(attacks, calm));
                    stretch(server, reloading, () -> attack(server, attacks, scratch.folder(), reloading));
                }
            }
        }
        out.printf("| with %,d rules, %,d events/s beside | p50 | p99 | worst |%n|---|---|---|---|%n", rules + 1, rate);
        print(out, "alerts, calm", calm.alerts);
        print(out, "alerts, a reload every second", reloading.alerts);
        print(out, "answers to 100 events, calm", calm.answers);
        print(out, "answers to 100 events, a reload every second", reloading.answers);
        print(out, "reloads, from the request to the answer", reloading.reloads);
        return 0;
    }

    private static ServerProcess started(ServerProcess server) throws IOException, InterruptedException {
        server.awaitFirstEvent();
        return server;
    }

    private void stretch(ServerProcess server, Measured measured, Burden.Meanwhile work)
            throws IOException, InterruptedException {
        new Burden(server.port(), rate, nanos -> measured.answers.add(nanos / 1e6)).during(STRETCH, work);
    }

    private static void attack(Attacks attacks, Measured measured) throws IOException, InterruptedException {
        long until = System.nanoTime() + STRETCH.toNanos();
        while (System.nanoTime() < until) measured.alerts.add(attacks.next());
    }

    private void attack(ServerProcess server, Attacks attacks, Path folder, Measured measured)
            throws IOException, InterruptedException {
        Reloads reloads = new Reloads(server.port(), folder, rules, measured.reloads);
        Thread thread = Thread.ofPlatform().name("reloads").start(reloads);
        try {
            attack(attacks, measured);
        } finally {
            reloads.stop();
            thread.join();
        }
        reloads.check();
    }

    private static void print(PrintWriter out, String what, List<Double> millis) {
        Quantiles quantiles =
                new Quantiles(millis.stream().mapToDouble(Double::doubleValue).toArray());
        out.printf(
                "| %s (%,d) | %.1f ms | %.1f ms | %.1f ms |%n",
                what, millis.size(), quantiles.median(), quantiles.p99(), quantiles.at(1));
    }
}
