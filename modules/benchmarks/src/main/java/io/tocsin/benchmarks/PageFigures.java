package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an alert takes to become a page, and what becomes of ten thousand incidents at once. */
@Command(
        name = "pages",
        description = "Measure the time from an alert to its page, and a storm of incidents with two levels each.",
        mixinStandardHelpOptions = true)
final class PageFigures implements Callable<Integer> {
    /** As oncall.yml says it, and its promises: escalations on time within a second. */
    private static final Duration SECOND_LEVEL = Duration.ofMinutes(1);

    private static final double LATE_MAX_MILLIS = 1_000;
    private static final double PAGE_P99_MAX_MILLIS = 20;
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CHANNEL = "#storm";
    private static final int BATCH = 100;

    @Option(names = "--incidents", description = "How many open at once (default: ${DEFAULT-VALUE}).")
    private int incidents = 10_000;

    @Option(names = "--pages", description = "How many pages are timed one by one (default: ${DEFAULT-VALUE}).")
    private int pages = 1_000;

    @Option(names = "--warm-up", description = "How many pages before that (default: ${DEFAULT-VALUE}).")
    private int warmUp = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Scratch scratch = new Scratch("pages");
                PageInbox inbox = new PageInbox()) {
            List<String> options = write(scratch.folder(), inbox.url());
            try (ServerProcess server = new ServerProcess(scratch.folder(), Map.of(), options)) {
                server.awaitFirstEvent();
                boolean quick = one(server, inbox, out);
                boolean whole = storm(server, inbox, out);
                return quick && whole ? 0 : 1;
            }
        }
    }

    /** The channel is for people, so a storm is summed up there; pages are never held back. */
    private static List<String> write(Path folder, String url) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("routing.yml"), """
                global: {slack_app_token: xoxb-made-up, slack_app_url: '%s'}
                route: {receiver: quick, group_by: ['...'], group_wait: 0s, group_interval: 5m}
                receivers:
                - name: quick
                  slack_configs: [{channel: '%s'}]
                """.formatted(url, CHANNEL));
        Files.writeString(config.resolve("oncall.yml"), """
                users:
                  first: {name: First, contact_methods: {slack: first}}
                  second: {name: Second, contact_methods: {slack: second}}
                escalation_policies:
                  quick:
                    fallback: [{user: second}]
                    levels:
                    - {after: 0m, notify: [{user: first}]}
                    - {after: 1m, notify: [{user: second}]}
                receivers: {quick: quick}
                """);
        Files.writeString(config.resolve("tocsin.yml"), "");
        Path rules = Files.createDirectories(folder.resolve("rules"));
        return List.of("--config", config.toString(), "--rules", rules.toString());
    }

    /** From the first byte of the request that tells of the alert to the head of the request that pages. */
    private boolean one(ServerProcess server, PageInbox inbox, PrintWriter out)
            throws IOException, InterruptedException {
        double[] millis = new double[pages];
        try (Connection connection = new Connection(server.port())) {
            for (int i = 0; i < warmUp + pages; i++) {
                long at = System.nanoTime();
                post(connection, "one", i, i + 1);
                Map<String, Long> arrived = inbox.await("first", i + 1, PATIENCE);
                long heard = arrived.getOrDefault("page-one-" + i, Long.MAX_VALUE);
                if (i >= warmUp) millis[i - warmUp] = (heard - at) / 1e6;
                server.pause(EVERY);
            }
        }
        Quantiles quantiles = new Quantiles(millis);
        out.printf(
                "| alert to the first byte of its page, %,d one by one | p50 %.1f ms, p99 %.1f ms, worst %.1f ms | p99 < %.0f ms |%n",
                pages, quantiles.median(), quantiles.p99(), quantiles.at(1), PAGE_P99_MAX_MILLIS);
        out.flush();
        return quantiles.p99() < PAGE_P99_MAX_MILLIS;
    }

    /** Those of before have had their second level when this begins, so that nobody but the storm is paged. */
    private boolean storm(ServerProcess server, PageInbox inbox, PrintWriter out)
            throws IOException, InterruptedException {
        int before = inbox.await("second", warmUp + pages, PATIENCE).size();
        int told = inbox.messages(CHANNEL);
        Duration cpu = server.cpu();
        Map<String, Long> posted = new HashMap<>();
        long start = System.nanoTime();
        try (Connection connection = new Connection(server.port())) {
            for (int from = 0; from < incidents; from += BATCH) {
                long at = System.nanoTime();
                int to = Math.min(incidents, from + BATCH);
                post(connection, "storm", from, to);
                for (int i = from; i < to; i++) posted.put("page-storm-" + i, at);
            }
        }
        double opened = (System.nanoTime() - start) / 1e9;
        Map<String, Long> first = ofStorm(inbox.await("first", warmUp + pages + incidents, PATIENCE));
        Map<String, Long> second = ofStorm(inbox.await("second", before + incidents, SECOND_LEVEL.plus(PATIENCE)));
        Quantiles paged = millis(posted, first, Duration.ZERO);
        Quantiles late = millis(posted, second, SECOND_LEVEL);
        out.printf(
                "| %,d incidents opened in %.1f s, with a page about each | %,d | all |%n",
                incidents, opened, first.size());
        out.printf("| alert to page in the storm | p50 %.0f ms, worst %.0f ms | |%n", paged.median(), paged.at(1));
        out.printf("| second levels | %,d | all |%n", second.size());
        out.printf(
                "| how late they are | p50 %.0f ms, p99 %.0f ms, worst %.0f ms | ≤ %.0f ms |%n",
                late.median(), late.p99(), late.at(1), LATE_MAX_MILLIS);
        out.printf("| messages to the channel meanwhile | %,d | |%n", inbox.messages(CHANNEL) - told);
        out.printf(
                "| processor time of the server, its memory at most | %.1f s, %,d MB | |%n",
                server.cpu().minus(cpu).toMillis() / 1e3, server.megabytes("VmHWM"));
        return first.size() == incidents && second.size() == incidents && late.at(1) <= LATE_MAX_MILLIS;
    }

    private static Map<String, Long> ofStorm(Map<String, Long> all) {
        return all.entrySet().stream()
                .filter(alert -> alert.getKey().startsWith("page-storm-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Counted from the moment at which somebody began to tell of the alert: what the way in takes counts as lateness. */
    private static Quantiles millis(Map<String, Long> from, Map<String, Long> to, Duration due) {
        List<Double> millis = new ArrayList<>();
        to.forEach((alert, at) -> millis.add((at - from.getOrDefault(alert, at) - due.toNanos()) / 1e6));
        return new Quantiles(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void post(Connection connection, String kind, int from, int to) throws IOException {
        String body = IntStream.range(from, to)
                .mapToObj(
                        i -> "{\"labels\":{\"alertname\":\"page-%s-%d\",\"severity\":\"critical\"}}".formatted(kind, i))
                .collect(Collectors.joining(",", "[", "]"));
        Connection.Reply reply = connection.send("POST", "/api/v2/alerts", body.getBytes(StandardCharsets.US_ASCII));
        if (reply.status() != 200) throw new IOException("cannot post alerts: " + reply.status() + " " + reply.body());
    }
}
