package io.tocsin.server.cli;

import io.tocsin.routing.RouterTerms;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.server.DropIn;
import io.tocsin.server.DropInOptions;
import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.config.Settings.Listen;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a server of its own on made-up logs for some seconds, in a folder of its own and without anybody to page. A JVM that is
 * told to write its AOT cache meanwhile remembers which classes were loaded and what was hot, and servers that start with that
 * spend half as much on finding it out. Hidden: the launcher calls it after a build.
 */
@Command(name = "train", description = "Warm up for the JVM's AOT cache.", hidden = true)
final class TrainCommand implements Callable<Integer> {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private static final int TURNS = 20;

    /** In a turn. Bodies of many fill blocks, so that blocks are written, too: a block has 4,096 events. */
    private static final int BODIES = 256;

    private static final int PER_BODY = 100;
    private static final int SINGLES = 2_048;
    private static final int QUESTIONS = 50;
    private static final int CONNECTIONS = 32;

    /** Alerts come from few. */
    private static final int ALERT_CONNECTIONS = 2;

    private static final int ALERT_TURNS = 400;

    /** At most in one body, unless it is told otherwise. */
    private static final int ALERTS_OF_PROMETHEUS = 64;

    private static final List<String> QUERIES = List.of(
            "level:ERROR service:checkout",
            "\"request received\"",
            "timeout",
            "duration_ms>900 user:anna",
            "extra.status:5*",
            "message:/in [0-9]+ ms/",
            "* | count by service, 1m",
            "level:ERROR | top 10 user");

    @Option(names = "--rules", paramLabel = "DIR", description = "The rules to run (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End by then (default: ${DEFAULT-VALUE}): what a slow machine has seen by then must do.")
    private int seconds = 40;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("tocsin-train");
        try {
            dropIn(folder);
            Tocsin tocsin = Tocsin.start(new StartOptions(
                    folder.resolve("config"), rules, folder.resolve("data"), 0, Map.of(), name -> null));
            try (TrainingClient client =
                    new TrainingClient(URI.create(tocsin.url()).getPort(), CONNECTIONS)) {
                train(client);
            } finally {
                tocsin.stop(STOP_WITHIN);
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    /** The drop-in for Alertmanager: alerts, and what becomes of them. */
    private void dropIn(Path folder) throws IOException {
        try (TrainingSink sink = new TrainingSink()) {
            dropIn(folder, sink.port());
        }
    }

    private void dropIn(Path folder, int webhook) throws IOException {
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), TrainingAlerts.configuration(webhook));
        DropInOptions options = new DropInOptions(
                config,
                folder.resolve("drop-in"),
                List.of(new Listen("127.0.0.1", 0)),
                "http://127.0.0.1",
                "",
                AlertmanagerApi.Dialect.DEFAULT,
                SilenceLimits.NONE,
                RouterTerms.DEFAULT.retention(),
                Duration.ZERO,
                "",
                1,
                name -> null);
        DropIn started = DropIn.start(options);
        try (TrainingClient client =
                new TrainingClient(started.addresses().getFirst().port(), ALERT_CONNECTIONS)) {
            alert(client);
        } finally {
            started.stop(STOP_WITHIN);
        }
    }

    /** One by one and in the bodies that Prometheus sends; some are over again. */
    private void alert(TrainingClient client) throws IOException {
        long until =
                System.nanoTime() + Duration.ofSeconds(seconds).dividedBy(4).toNanos();
        TrainingAlerts alerts = new TrainingAlerts(Instant.now());
        for (int turn = 0; turn < ALERT_TURNS && System.nanoTime() < until; turn++) {
            int count = turn % 4 == 0 ? ALERTS_OF_PROMETHEUS : 1;
            boolean over = turn % 8 == 0;
            client.post("/api/v2/alerts", "application/json", () -> alerts.body(count, over));
            if (turn % 20 == 0) client.get("/api/v2/alerts?filter=job%3D%22job1%22");
            if (turn % 20 == 10) client.get("/api/v2/alerts/groups");
        }
    }

    private void train(TrainingClient client) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        TrainingLogs logs = new TrainingLogs(Instant.now());
        // In turns, so that a slow machine has seen a little of everything.
        for (int turn = 0; turn < TURNS && System.nanoTime() < until; turn++) {
            for (int i = 0; i < BODIES; i += CONNECTIONS)
                client.post("/api/v1/logs", "application/x-ndjson", () -> logs.body(PER_BODY));
            for (int i = 0; i < SINGLES; i += CONNECTIONS)
                client.post("/api/v1/logs", "application/x-ndjson", () -> logs.body(1));
            for (int i = 0; i < QUESTIONS; i++) ask(client, logs, i);
        }
    }

    private static void ask(TrainingClient client, TrainingLogs logs, int turn) throws IOException {
        String query = URLEncoder.encode(QUERIES.get(turn % QUERIES.size()), StandardCharsets.UTF_8);
        for (String id : logs.someIds()) client.get("/api/v1/requests/" + id);
        client.get("/api/v1/search?q=" + query);
        if (turn % 10 == 0) client.get("/api/v1/fields");
        if (turn % 10 == 1) client.get("/metrics");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
