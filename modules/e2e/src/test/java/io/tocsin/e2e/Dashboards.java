package io.tocsin.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the shipped dashboards ask Prometheus for. */
final class Dashboards {
    /** All of them select by job, so a metric is what stands before a brace. */
    private static final Pattern METRIC = Pattern.compile("([a-z_][a-z0-9_]*)\\{");

    private Dashboards() {}

    /** Every expression by dashboard and panel, as Grafana would send it with all jobs and a range of five minutes. */
    static Map<String, List<String>> expressions() throws IOException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(SceneFiles.root().resolve("deploy/grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonObject dashboard = new JsonObject(Files.readString(file));
                collect(dashboard, dashboard.getString("title"), found);
            }
        }
        return found;
    }

    private static void collect(JsonObject parent, String name, Map<String, List<String>> found) {
        JsonArray panels = parent.getJsonArray("panels", new JsonArray());
        for (int i = 0; i < panels.size(); i++) {
            JsonObject panel = panels.getJsonObject(i);
            String title = name + ": " + panel.getString("title", "");
            JsonArray targets = panel.getJsonArray("targets", new JsonArray());
            for (int j = 0; j < targets.size(); j++) {
                String expression = targets.getJsonObject(j).getString("expr");
                found.computeIfAbsent(title, key -> new ArrayList<>()).add(sent(expression));
            }
            collect(panel, name, found);
        }
    }

    private static String sent(String expression) {
        return expression.replace("$job", ".*").replaceAll("\\$__(range|rate_interval|interval)", "5m");
    }

    /** The names of all metrics that any expression uses. */
    static Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>();
        for (List<String> panel : expressions().values()) {
            for (String expression : panel) {
                for (Matcher name = METRIC.matcher(expression); name.find(); ) names.add(name.group(1));
            }
        }
        return names;
    }
}
