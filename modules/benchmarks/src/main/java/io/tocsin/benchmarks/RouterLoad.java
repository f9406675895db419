package io.tocsin.benchmarks;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Router;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.RoutingFile;
import io.tocsin.routing.Silence;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts, silences and a configuration like those by which Alertmanager is measured over HTTP. */
final class RouterLoad {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** What Prometheus sends at most in one request. */
    static final int BATCH = 64;

    private static final Instant END = NOW.plus(Duration.ofHours(1));

    private static final String CONFIG = """
            route:
              receiver: none
              group_by: [cluster]
              group_wait: 1s
              group_interval: 5m
              repeat_interval: 4h
              routes:
              - {matchers: [bench="lat0"], receiver: sink, group_by: [alertname], group_wait: 0s}
              - {matchers: [bench="lat1"], receiver: sink, group_by: [alertname], group_wait: 1s}
              - {matchers: [bench="storm"], receiver: sink, group_by: [run, cluster], group_wait: 1s}
            inhibit_rules:
            - source_matchers: [bench="inhibit", kind="src"]
              target_matchers: [bench="inhibit", kind="dst"]
              equal: [cluster, node]
            receivers:
            - name: none
            - name: sink
              webhook_configs: [{url: 'http://127.0.0.1:9999/', send_resolved: false}]
            """;

    private RouterLoad() {}

    static RoutingConfig config() {
        Problems problems = new Problems();
        RoutingConfig config = RoutingFile.parse("routing.yml", CONFIG, name -> null, file -> null, problems);
        if (!problems.list().isEmpty())
            throw new IllegalStateException(problems.list().toString());
        return config;
    }

    /** Distinct alerts of which no two share a text object, as if each had been read from a request. */
    static List<Alert> alerts(int count, String bench, int groups) {
        List<Alert> alerts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Labels labels = labels(
                    "alertname", "Bench" + i % 50,
                    "bench", bench,
                    "run", "r1",
                    "job", "job" + i % 20,
                    "cluster", "c" + i % groups,
                    "instance", "10.0." + i / 250 + "." + i % 250 + ":9100",
                    "severity", List.of("page", "ticket", "info").get(i % 3));
            alerts.add(alert(
                    labels,
                    Map.of(
                            own("summary"),
                            "instance " + i + " is not well",
                            own("runbook"),
                            "https://runbooks.example.org/bench/" + i % 50),
                    "http://prometheus.example.org/graph?g0.expr=up%3D%3D0&i=" + i % 50));
        }
        return alerts;
    }

    /** Alerts of one kind, each on its own node. */
    static List<Alert> onNodes(int count, String kind) {
        List<Alert> alerts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Labels labels = labels(
                    "alertname", kind, "bench", "inhibit", "kind", kind, "cluster", "c" + i % 50, "node", "" + i);
            alerts.add(alert(labels, Map.of(), ""));
        }
        return alerts;
    }

    private static Labels labels(String... pairs) {
        String[] own = new String[pairs.length];
        for (int i = 0; i < pairs.length; i++) own[i] = own(pairs[i]);
        return Labels.of(own);
    }

    private static String own(String text) {
        return new String(text.toCharArray());
    }

    private static Alert alert(Labels labels, Map<String, String> annotations, String origin) {
        return new Alert(labels, annotations, NOW, END, NOW, "", List.of(), own(origin));
    }

    /** Silences with a regular expression each, for a network of which there are no alerts. */
    static List<Silence> silences(int count) {
        List<Silence> silences = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<Matcher> matchers = List.of(
                    new Matcher("instance", Operator.REGEX, "10\\.9" + i + "\\..*"),
                    new Matcher("run", Operator.EQUAL, "r1"));
            silences.add(new Silence("", matchers, NOW, END, NOW, "bench", "bench", Map.of()));
        }
        return silences;
    }

    /** Posts alerts as Prometheus does; gives the effects that it took. */
    static long post(Router router, List<Alert> alerts) {
        long effects = 0;
        for (int from = 0; from < alerts.size(); from += BATCH) {
            List<Alert> batch = alerts.subList(from, Math.min(from + BATCH, alerts.size()));
            effects += router.acceptForeign(batch, NOW).size();
        }
        return effects;
    }
}
