package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells about itself, after a little of everything: read as text, by promtool and by a real Prometheus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsStory {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final String TOPIC = "logs";

    /** Shows what is wrong, so in good times it shows nothing. */
    private static final Set<String> EMPTY_WHEN_ALL_IS_WELL =
            Set.of("Tocsin: pipeline health: Events too late for a rule");

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Scene scene;
    private int rounds;

    MetricsStory(@TempDir Path folder) throws IOException {
        kafka.createTopic(TOPIC, 1);
        scene = Scene.in(folder).rule("any.yml", """
                        groups:
                        - name: metrics
                          rules:
                          - {alert: Seen, match: 'action:alarm', by: [service], when: any(), severity: critical}
                        """).kafka(kafka, TOPIC).start();
    }

    @BeforeAll
    void aLittleOfEverything() {
        round();
    }

    @AfterAll
    void end() {
        scene.close();
        kafka.close();
    }

    /** Events by both ways, one of them bad; an alert, a page, an acknowledgement, a search. */
    private void round() {
        long before = scene.events();
        String service = "service-" + ++rounds;
        scene.post("{\"service\":\"" + service + "\",\"action\":\"alarm\"}\nbad");
        kafka.produce(TOPIC, 0, "{\"service\":\"" + service + "\"}");
        scene.awaitEvents(before + 3);
        assertThat(scene.total("service:" + service)).isEqualTo(2);
        scene.until("the page arrives", () -> scene.fakes().mail().messages().size() >= rounds);
        scene.incidents().stream()
                .filter(incident -> incident.getString("state").equals("triggered"))
                .forEach(incident -> scene.client()
                        .command(
                                "/api/v1/incidents/" + incident.getString("id") + "/acknowledge",
                                new JsonObject().put("by", "anna")));
        scene.until("it is counted", () -> names().contains("tocsin_alerts_firing"));
    }

    private String metrics() {
        return scene.client().fetch("/metrics").raw().body();
    }

    private Set<String> names() {
        return metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void everyMetricOfTheDashboardsIsThere() throws IOException {
        collection();

        assertThat(names()).containsAll(Dashboards.metrics());
    }

    /** A pause is counted once there was one, which may take longer than this story. */
    private void collection() {
        System.gc();
        scene.until("a collection is counted", () -> names().contains("jvm_gc_pause_seconds_sum"));
    }

    @Test
    void everyMetricOfOursSaysWhatItMeans() {
        assertThat(described("# HELP tocsin_\\S+ \\S.*")).isEqualTo(described("# TYPE tocsin_.*"));
    }

    private Set<String> described(String line) {
        return metrics()
                .lines()
                .filter(each -> each.matches(line))
                .map(each -> each.replaceAll("# .... (\\S+).*", "$1"))
                .collect(Collectors.toSet());
    }

    @Test
    void promtoolHasNothingToSay() throws IOException {
        if (!Files.isExecutable(PROMTOOL)) abort("no " + PROMTOOL + ": install the package prometheus");
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();

        try (OutputStream in = promtool.getOutputStream()) {
            in.write(metrics().getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }

    @Test
    void aRealPrometheusAnswersWhateverTheDashboardsAsk(@TempDir Path folder) throws IOException {
        try (RealPrometheus prometheus = RealPrometheus.scraping(scene.url(), folder)) {
            collection();
            prometheus.awaitResult("count_over_time(tocsin_events_stored[1m]) >= 2");
            prometheus.awaitResult("rate(jvm_gc_pause_seconds_sum[1m])");
            long told = scene.events();
            round();
            prometheus.awaitResult("tocsin_events_stored > " + told);
            prometheus.awaitResult("rate(tocsin_alerts_fired_total[1m])");

            List<String> empty = new ArrayList<>();
            for (Map.Entry<String, List<String>> panel :
                    Dashboards.expressions().entrySet()) {
                for (String expression : panel.getValue()) {
                    JsonObject answer = prometheus.answer(expression);
                    assertThat(answer.getString("status")).as(answer.encode()).isEqualTo("success");
                    boolean answered = !prometheus.result(expression).isEmpty();
                    if (!answered && !EMPTY_WHEN_ALL_IS_WELL.contains(panel.getKey()))
                        empty.add(panel.getKey() + ": " + expression);
                }
            }

            assertThat(empty).isEmpty();
            assertThat(prometheus.lastError()).isEmpty();
        }
    }
}
