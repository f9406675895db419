package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in in a process of its own: what survives a kill, what is taken over from Alertmanager, and what Prometheus sends. */
class DropInStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path config(String url) throws IOException {
        return Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 4h}
                receivers: [{name: hook, webhook_configs: [{url: '%s'}]}]
                """.formatted(url));
    }

    private static String alert(String name) {
        return "[{\"labels\":{\"alertname\":\"" + name + "\"},\"startsAt\":\"2026-01-01T00:00:00Z\","
                + "\"endsAt\":\"2036-01-01T00:00:00Z\"}]";
    }

    private static int postAlert(Child server, String name) {
        return server.postJson("/api/v2/alerts", alert(name));
    }

    private static boolean isTold(Child server) {
        return new SceneClient(server.url())
                .fetch("/metrics")
                .raw()
                .body()
                .contains("alertmanager_notifications_total{integration=\"webhook\"} 1.0");
    }

    @Test
    void whatWasTakenSurvivesAKillAndIsNotToldAgain() throws IOException {
        try (SceneFakes fakes = SceneFakes.start()) {
            FakeWebhook hook = fakes.webhook();
            Path config = config(hook.url());
            try (Child server = Child.dropIn(config, folder.resolve("data"))) {
                assertThat(postAlert(server, "Down")).isEqualTo(200);
                await().atMost(PATIENCE).until(() -> isTold(server));
                // What was answered to a message may wait a moment for company on its way to the disk, and a kill would
                // forget it:
                // the silence goes there at once, behind it.
                assertThat(server.postJson("/api/v2/silences", """
                        {"matchers": [{"name": "alertname", "value": "Quiet", "isRegex": false}], "createdBy": "a",
                         "startsAt": "2026-01-01T00:00:00Z", "endsAt": "2036-01-01T00:00:00Z", "comment": "c"}""")).isEqualTo(200);
                server.kill();
            }
            try (Child server = Child.dropIn(config, folder.resolve("data"))) {
                assertThat(server.list("/api/v2/alerts")).hasSize(1);
                assertThat(server.list("/api/v2/silences")).hasSize(1);
                postAlert(server, "Down");
                postAlert(server, "Marker");
                await().atMost(PATIENCE).until(() -> hook.calls().size() == 2);
                assertThat(server.terminate(PATIENCE).code()).isZero();
            }
            assertThat(hook.calls())
                    .filteredOn(call -> call.body().encode().contains("\"Down\""))
                    .hasSize(1);
        }
    }

    @Test
    void whatTheRealAlertmanagerToldIsNotToldAgain() throws Exception {
        Path program = Path.of("/usr/bin/prometheus-alertmanager");
        if (!Files.isExecutable(program)) abort("no " + program + ": install the package prometheus-alertmanager");
        try (SceneFakes fakes = SceneFakes.start()) {
            FakeWebhook hook = fakes.webhook();
            Path config = config(hook.url());
            Path data = folder.resolve("data");
            int port = freePort();
            Process real = new ProcessBuilder(
                            program.toString(),
                            "--config.file=" + config,
                            "--storage.path=" + data,
                            "--web.listen-address=127.0.0.1:" + port,
                            "--cluster.listen-address=")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("alertmanager.log").toFile())
                    .start();
            SceneClient client = new SceneClient("http://127.0.0.1:" + port);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.fetch("/-/ready").status() == 200);
            RealAmtool amtool = RealAmtool.against("http://127.0.0.1:" + port);
            String silence = amtool.run("silence", "add", "--comment=c", "--duration=1h", "alertname=Quiet")
                    .strip();
            amtool.run("alert", "add", "alertname=Down", "--start=2026-01-01T00:00:00Z", "--end=2036-01-01T00:00:00Z");
            await().atMost(PATIENCE).until(() -> hook.calls().size() == 1);
            real.destroy();
            assertThat(real.waitFor(60, TimeUnit.SECONDS)).isTrue();

            try (Child server = Child.dropIn(config, data)) {
                assertThat(server.list("/api/v2/silences").encode()).contains(silence);
                postAlert(server, "Down");
                postAlert(server, "Marker");
                await().atMost(PATIENCE).until(() -> hook.calls().size() == 2);
                assertThat(hook.calls().getLast().body().encode()).contains("Marker");
            }
        }
    }

    @Test
    void aReloadThatFailsChangesNothing() throws IOException {
        Path config = config("http://127.0.0.1:1/");
        try (Child server = Child.dropIn(config, folder.resolve("data"))) {
            Files.writeString(config, "route: {receiver: nobody}\nreceivers: []\n");
            assertThat(server.post("/-/reload", "")).isEqualTo(500);
            assertThat(server.list("/api/v2/receivers").encode()).contains("hook");
            Files.writeString(config, "route: {receiver: other}\nreceivers: [{name: other}]\n");
            assertThat(server.post("/-/reload", "")).isEqualTo(200);
            assertThat(server.list("/api/v2/receivers").encode()).contains("other");
        }
    }

    @Test
    void nobodyIsToldBeforeTheStartDelayIsOver() throws IOException {
        Duration delay = Duration.ofSeconds(6);
        try (SceneFakes fakes = SceneFakes.start()) {
            FakeWebhook hook = fakes.webhook();
            Instant begun = Instant.now();
            try (Child server = Child.dropIn(config(hook.url()), folder.resolve("data"), "--dispatch.start-delay=6s")) {
                postAlert(server, "Down");
                assertThat(server.list("/api/v2/alerts")).hasSize(1);
                await().atMost(PATIENCE).until(() -> !hook.calls().isEmpty());
                assertThat(Instant.now()).isAfter(begun.plus(delay));
            }
        }
    }

    @Test
    void aSilenceThatIsOverGoesWithTheRetention() throws IOException {
        Path config = config("http://127.0.0.1:1/");
        try (Child server = Child.dropIn(config, folder.resolve("data"), "--data.retention=0.5s")) {
            Instant end = Instant.now().plusSeconds(1);
            assertThat(server.postJson("/api/v2/silences", """
                    {"matchers": [{"name": "alertname", "value": "Quiet", "isRegex": false}], "createdBy": "a",
                     "startsAt": "2026-01-01T00:00:00Z", "endsAt": "%s", "comment": "c"}""".formatted(end))).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> server.list("/api/v2/silences").isEmpty());
        }
    }

    @Test
    void aDurationThatIsNoneIsRefused() {
        Child.Exit exit = Child.run("alertmanager", "--data.retention=often");

        assertThat(exit.code()).isEqualTo(2);
        assertThat(exit.toString()).contains("'often' is not a duration such as 120h or 30s");
    }

    @Test
    void prometheusFiresIntoIt() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: test
                    interval: 1s
                    rules: [{alert: AlwaysThere, expr: vector(1), labels: {severity: page}, annotations: {summary: s}}]
                """);
        try (SceneFakes fakes = SceneFakes.start();
                Child server = Child.dropIn(config(fakes.webhook().url()), folder.resolve("data"));
                RealPrometheus prometheus = RealPrometheus.alerting(server.url(), rules, folder)) {
            await().atMost(PATIENCE).until(() -> !fakes.webhook().calls().isEmpty());
            JsonObject body = fakes.webhook().calls().getFirst().body();
            assertThat(body.getJsonObject("commonLabels").getString("alertname"))
                    .isEqualTo("AlwaysThere");
            assertThat(prometheus
                            .answer("prometheus_notifications_errors_total")
                            .getString("status"))
                    .isEqualTo("success");
            assertThat(List.of(server.list("/api/v2/alerts").size())).containsExactly(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
