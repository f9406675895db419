package io.tocsin.benchmarks;

import io.tocsin.model.Alert;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Router;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the routing core costs by itself: no HTTP, no journal, nobody told. */
@Command(
        name = "routing",
        description = "Measure the routing core: accepting, reading, inhibition, silences, a storm, memory.",
        mixinStandardHelpOptions = true)
final class RouterFigures implements Callable<Integer> {
    /** Processor time of this thread: others may be busy on the machine, and the core waits for nothing. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int MANY = 100_000;
    private static final int SOME = 10_000;
    private static final int FEW = 5_000;

    @Option(
            names = "--rounds",
            description = "How often each is measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        accepting();
        reading(SOME);
        reading(MANY);
        inhibition();
        silences();
        storm();
        memory();
        return 0;
    }

    private void accepting() {
        List<Alert> alerts = RouterLoad.alerts(MANY, "ingest", 200);
        List<Alert> again = RouterLoad.alerts(MANY, "ingest", 200);
        rate("accept 100,000 alerts in batches of 64", MANY, () -> new Router(RouterLoad.config()), router -> {
            RouterLoad.post(router, alerts);
        });
        Router full = router(alerts);
        rate("accept the same again", MANY, () -> full, router -> RouterLoad.post(router, again));
    }

    private void reading(int count) {
        Router router = router(RouterLoad.alerts(count, "ingest", 200));
        String of = " of %,d".formatted(count);
        time(
                "all alerts" + of,
                () -> router.alerts(AlertFilter.ALL, RouterLoad.NOW).size());
        AlertFilter one = filter("", Integer.MAX_VALUE, "run", "r1", "instance", "10.0.1.7:9100");
        time(
                "one alert by two labels" + of,
                () -> router.alerts(one, RouterLoad.NOW).size());
        AlertFilter page = filter("7fffffffffffffff", 100);
        time(
                "a page of 100 alerts" + of,
                () -> router.alerts(page, RouterLoad.NOW).size());
        time(
                "all groups" + of,
                () -> router.groups(AlertFilter.ALL, RouterLoad.NOW).size());
        time(
                "the group of one alert" + of,
                () -> router.groups(one, RouterLoad.NOW).size());
    }

    private static AlertFilter filter(String after, int limit, String... pairs) {
        Matcher[] matchers = new Matcher[pairs.length / 2];
        for (int i = 0; i < matchers.length; i++)
            matchers[i] = new Matcher(pairs[2 * i], Operator.EQUAL, pairs[2 * i + 1]);
        return new AlertFilter(Arrays.asList(matchers), true, true, true, true, null, List.of(), after, limit);
    }

    private void inhibition() {
        List<Alert> sources = RouterLoad.onNodes(FEW, "src");
        List<Alert> targets = RouterLoad.onNodes(FEW, "dst");
        rate("accept 5,000 sources and 5,000 targets", 2 * FEW, () -> new Router(RouterLoad.config()), router -> {
            RouterLoad.post(router, sources);
            RouterLoad.post(router, targets);
        });
        Router router = router(sources);
        RouterLoad.post(router, targets);
        time(
                "all 10,000 of them, 5,000 inhibited",
                () -> router.alerts(AlertFilter.ALL, RouterLoad.NOW).stream()
                        .filter(alert -> !alert.inhibitedBy().isEmpty())
                        .count());
    }

    private void silences() {
        List<Alert> alerts = RouterLoad.alerts(FEW, "silence", 200);
        List<Silence> silences = RouterLoad.silences(1_000);
        rate(
                "make 1,000 regex silences beside 5,000 alerts",
                1_000,
                () -> router(alerts),
                router -> make(router, silences));
        Supplier<Router> silent = () -> {
            Router router = new Router(RouterLoad.config());
            make(router, silences);
            return router;
        };
        rate("accept 5,000 alerts beside 1,000 regex silences", FEW, silent, router -> RouterLoad.post(router, alerts));
        Router both = router(alerts);
        make(both, silences);
        time(
                "all 5,000 alerts beside 1,000 regex silences",
                () -> both.alerts(AlertFilter.ALL, RouterLoad.NOW).size());
    }

    private static void make(Router router, List<Silence> silences) {
        int number = 0;
        for (Silence silence : silences) {
            SilenceAnswer answer = router.silence(silence, "s" + number++, RouterLoad.NOW);
            if (!(answer instanceof SilenceAnswer.Accepted)) throw new IllegalStateException(answer.toString());
        }
    }

    private void storm() {
        List<Alert> alerts = RouterLoad.alerts(SOME, "storm", FEW);
        rate("flush 10,000 alerts in 5,000 groups", SOME, () -> router(alerts), router -> {
            long told = router.tick(RouterLoad.NOW.plusSeconds(1)).stream()
                    .filter(Effect.Flush.class::isInstance)
                    .count();
            if (told != FEW) throw new IllegalStateException(told + " groups told");
        });
    }

    private void memory() {
        long before = Heap.used();
        Router router = new Router(RouterLoad.config());
        // Batch by batch, so that the router's copy is the only one.
        for (int from = 0; from < MANY; from += SOME)
            router.acceptForeign(RouterLoad.alerts(MANY, "ingest", 200).subList(from, from + SOME), RouterLoad.NOW);
        long bytes = Heap.used() - before;
        say("heap for 100,000 alerts", "%,d MB, %,d bytes each".formatted(bytes >> 20, bytes / MANY));
        if (router.nextDeadline() == null) throw new IllegalStateException("the router was not kept");
    }

    private static Router router(List<Alert> alerts) {
        Router router = new Router(RouterLoad.config());
        RouterLoad.post(router, alerts);
        return router;
    }

    @FunctionalInterface
    private interface Work {
        void on(Router router);
    }

    /** Things a second, with a router that is made before the clock starts. */
    private void rate(String what, int things, Supplier<Router> made, Work work) {
        double[] seconds = new double[rounds];
        for (int i = -2; i < rounds; i++) {
            Router router = made.get();
            long at = CLOCK.getCurrentThreadCpuTime();
            work.on(router);
            if (i >= 0) seconds[i] = (CLOCK.getCurrentThreadCpuTime() - at) / 1e9;
        }
        double median = new Quantiles(seconds).median();
        say(what, "%,.1f ms, %,.0f/s".formatted(median * 1e3, things / median));
    }

    /** Milliseconds of one call; short ones are repeated within a round. */
    private void time(String what, Supplier<Number> call) {
        Duration warm = Duration.ofMillis(300);
        long until = CLOCK.getCurrentThreadCpuTime() + warm.toNanos();
        int calls = 0;
        while (CLOCK.getCurrentThreadCpuTime() < until || calls < 3) {
            if (call.get().longValue() == 0) throw new IllegalStateException(what + ": found nothing");
            calls++;
        }
        int repeats = Math.max(1, calls / 6);
        double[] millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long at = CLOCK.getCurrentThreadCpuTime();
            long found = 0;
            for (int k = 0; k < repeats; k++) found += call.get().longValue();
            millis[i] = (CLOCK.getCurrentThreadCpuTime() - at) / 1e6 / repeats;
            if (found == 0) throw new IllegalStateException(what + ": found nothing");
        }
        say(what, "%,.4f ms".formatted(new Quantiles(millis).median()));
    }

    private void say(String what, String measured) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| " + what + " | " + measured + " |");
        out.flush();
    }
}
