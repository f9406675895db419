package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's Prometheus in a process of its own, scraping one server every second. */
final class RealPrometheus implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final SceneClient client;

    private RealPrometheus(Process process, int port) {
        this.process = process;
        this.client = new SceneClient("http://127.0.0.1:" + port);
    }

    /** Starts it in a folder of its own; aborts the test where it is not installed. */
    static RealPrometheus scraping(String url, Path folder) throws IOException {
        return start(folder, """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: tocsin
                    static_configs: [{targets: ['%s']}]
                """.formatted(url.replace("http://", "")));
    }

    /** Starts one that looks at rules every second and sends what they find to a server. */
    static RealPrometheus alerting(String url, Path rules, Path folder) throws IOException {
        return start(folder, """
                global: {evaluation_interval: 1s}
                rule_files: ['%s']
                alerting: {alertmanagers: [{api_version: v2, static_configs: [{targets: ['%s']}]}]}
                """.formatted(rules, url.replace("http://", "")));
    }

    private static RealPrometheus start(Path folder, String configuration) throws IOException {
        if (!Files.isExecutable(PROGRAM)) abort("no " + PROGRAM + ": install the package prometheus");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        int port = freePort();
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        // It drops what fires before it has found whom to tell, and tells again after this.
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        RealPrometheus prometheus = new RealPrometheus(process, port);
        await("prometheus is ready")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> prometheus.client.fetch("/-/ready").status() == 200);
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The whole answer to an expression at this moment. */
    JsonObject answer(String expression) {
        return client.fetch("/api/v1/query?query=" + SceneClient.encoded(expression))
                .json();
    }

    /** The result of an expression at this moment; empty when there is none. */
    JsonArray result(String expression) {
        return answer(expression).getJsonObject("data", new JsonObject()).getJsonArray("result", new JsonArray());
    }

    /** Waits until an expression has a result. */
    void awaitResult(String expression) {
        await(expression).atMost(PATIENCE).until(() -> !result(expression).isEmpty());
    }

    /** What Prometheus says about its last scrape; empty when all went well. */
    String lastError() {
        JsonObject targets = client.fetch("/api/v1/targets?state=active").json().getJsonObject("data");
        return SceneClient.objects(targets, "activeTargets").getFirst().getString("lastError");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
