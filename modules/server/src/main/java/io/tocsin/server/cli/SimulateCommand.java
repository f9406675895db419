package io.tocsin.server.cli;

import io.tocsin.server.Simulations;
import io.tocsin.server.simulate.Simulation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description =
                "Play made-up stories of alerts, people and faults on the real alert desk, and look whether it keeps what it"
                        + " promises. One seed is one story; the same seed, the same story.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    /** More is told of no more of them: they are mostly of one kind. */
    private static final int TOLD = 3;

    private static final int KEPT = 0;
    private static final int BROKEN = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many stories (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private long seeds = 1000;

    @Option(names = "--seed", paramLabel = "S", description = "Play this one only, and print it.")
    private @Nullable Long seed;

    @Option(
            names = "--from",
            paramLabel = "S",
            description = "The first seed (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long from = 1;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "How long a story is, 1 to 30 days (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private int days = 2;

    @Override
    public Integer call() throws Exception {
        if (days < 1 || days > 30) throw refused("--days is " + days + ", allowed are 1 to 30");
        if (seeds < 1) throw refused("--seeds is " + seeds + ", the least is 1");
        Simulation simulation = Simulations.of(days);
        PrintWriter out = spec.commandLine().getOut();
        Long only = seed;
        if (only != null) {
            out.print("story of seed " + only + "\n" + simulation.story(only).told());
            return report(simulation, only, 1, out);
        }
        return report(simulation, from, seeds, out);
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static int report(Simulation simulation, long first, long count, PrintWriter out) {
        long start = System.nanoTime();
        List<Simulation.Result> results = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(simulation::run)
                .toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Simulation.Failure> failures =
                results.stream().flatMap(result -> result.failure().stream()).toList();
        failures.stream().limit(TOLD).forEach(failure -> out.println(failure.told()));
        double days =
                results.stream().mapToDouble(Simulation.Result::incidentDays).sum();
        out.println(String.format(
                Locale.ROOT,
                "%d stories, %.0f incident-days in %.1f s (%.0f a minute on %d cores): %s",
                count,
                days,
                seconds,
                days / seconds * 60,
                Runtime.getRuntime().availableProcessors(),
                failures.isEmpty() ? "every promise was kept" : failures.size() + " broke a promise"));
        out.flush();
        return failures.isEmpty() ? KEPT : BROKEN;
    }
}
