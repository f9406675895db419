package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    private static final int PER_BODY = 100;
    private static final int CONNECTIONS = 4;
    private static final int PROBE_EVERY_MILLIS = 50;
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);

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
        try (Connection connection = new Connection(server.port())) {
            for (int i = 0; System.nanoTime() < until; i++) {
                String address = "192.0." + (i >> 8) + "." + (i & 255);
                connection.post(attack(address));
                long answered = System.nanoTime();
                long arrived = inbox.await(address, ARRIVES_WITHIN);
                millis.add(Math.max(0, arrived - answered) / 1e6);
                server.pause(Duration.ofMillis(PROBE_EVERY_MILLIS));
            }
        }
    }

    private static byte[] attack(String address) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            body.append("{\"timestamp\":\"").append(Instant.now());
            body.append("\",\"action\":\"login_failed\",\"ip\":\"")
                    .append(address)
                    .append("\"}\n");
        }
        return body.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Other people's logs, at a steady rate. */
    private static final class Burden {
        private final int port;
        private final int rate;
        private final List<Integer> sent = new ArrayList<>();

        Burden(int port, int rate) {
            this.port = port;
            this.rate = rate;
        }

        /** What is done meanwhile. */
        @FunctionalInterface
        interface Meanwhile {
            void run() throws IOException, InterruptedException;
        }

        void during(Duration time, Meanwhile work) throws IOException, InterruptedException {
            CountDownLatch stop = new CountDownLatch(1);
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) threads.add(start(i, stop, failure));
            long until = System.nanoTime() + time.toNanos();
            try {
                work.run();
                while (System.nanoTime() < until && failure.get() == null) {
                    if (stop.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) break;
                }
            } finally {
                stop.countDown();
            }
            for (Thread thread : threads) thread.join();
            Exception first = failure.get();
            if (first != null) throw new IOException("cannot load the server", first);
        }

        private Thread start(int number, CountDownLatch stop, AtomicReference<@Nullable Exception> failure) {
            return Thread.ofPlatform().name("load-" + number).start(() -> {
                try {
                    post(number, stop);
                } catch (IOException | InterruptedException e) {
                    failure.compareAndSet(null, e);
                    stop.countDown();
                }
            });
        }

        private void post(int number, CountDownLatch stop) throws IOException, InterruptedException {
            Traffic traffic = new Traffic(number, Instant.now(), 1_000_000_000L * CONNECTIONS / rate);
            long step = 1_000_000_000L * PER_BODY * CONNECTIONS / rate;
            int bodies = 0;
            try (Connection connection = new Connection(port)) {
                for (long due = System.nanoTime();
                        !stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
                        due += step) {
                    if (connection.post(traffic.body(PER_BODY)).status() == 200) bodies++;
                }
            }
            synchronized (sent) {
                sent.add(bodies * PER_BODY);
            }
        }

        long events() {
            synchronized (sent) {
                return sent.stream().mapToLong(Integer::longValue).sum();
            }
        }
    }
}
