package io.tocsin.routing;

import static io.tocsin.routing.Json.json;
import static io.tocsin.routing.Json.list;
import static io.tocsin.routing.Json.map;
import static io.tocsin.routing.Json.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays recorded Alertmanager runs on a virtual clock and compares every webhook: who, when, which alerts. The recordings
 * are not part of this repository: {@code -Dtocsin.scenarios=DIR} names their folder, without it there is nothing to do.
 */
class AlertmanagerScenariosTest {
    /** Seconds; the recordings are of a real clock. */
    private static final double TOLERANCE = 0.7;

    /** API validation and failing receivers belong to the server; the others show what we mean to do better. */
    private static final Set<String> ELSEWHERE = Set.of(
            "21_validation",
            "22_sink_failures",
            // alerts survive a restart
            "24_restart",
            // the end of an alert is told after a silence
            "26_silenced_resolve_refire",
            // the end of a silence is told at once and not at the next tick
            "07_silence_midway",
            "29_silence_lifecycle");

    private record Hook(double t, String path, String key, String receiver, List<String> alerts) {}

    @TestFactory
    Stream<DynamicTest> tellsWhatAlertmanagerTells() throws IOException {
        String folder = System.getProperty("tocsin.scenarios", "");
        if (folder.isEmpty()) return Stream.empty();
        List<Path> files;
        try (Stream<Path> list = Files.list(Path.of(folder))) {
            files = list.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        return files.stream()
                .filter(file -> !ELSEWHERE.contains(name(file)))
                .map(file -> DynamicTest.dynamicTest(name(file), () -> replay(file)));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\..*", "");
    }

    private static void replay(Path file) {
        Path recorded = file.resolveSibling(name(file) + ".expected-0.33.jsonl");
        if (!Files.exists(recorded)) recorded = file.resolveSibling(name(file) + ".expected.jsonl");
        List<Hook> expected = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (String line : text(recorded).lines().toList()) {
            Map<String, Object> event = map(json(line));
            if ("notification".equals(event.get("kind"))) expected.add(hook(event));
            if ("/api/v2/alerts".equals(event.get("path"))) states.add(states(event));
        }
        Run run = new Run(file);
        run.play();
        compare(expected, run.hooks);
        assertThat(run.states).isEqualTo(states);
    }

    private static void compare(List<Hook> expected, List<Hook> seen) {
        Map<String, List<Hook>> left = byGroup(expected);
        Map<String, List<Hook>> right = byGroup(seen);
        assertThat(right.keySet()).isEqualTo(left.keySet());
        left.forEach((key, hooks) -> {
            List<Hook> others = right.getOrDefault(key, List.of());
            assertThat(others)
                    .as(key)
                    .map(Hook::alerts)
                    .isEqualTo(hooks.stream().map(Hook::alerts).toList());
            for (int i = 0; i < hooks.size(); i++) {
                assertThat(others.get(i).t).as(key).isCloseTo(hooks.get(i).t, within(TOLERANCE));
                assertThat(others.get(i).receiver).isEqualTo(hooks.get(i).receiver);
            }
        });
    }

    private static Map<String, List<Hook>> byGroup(List<Hook> hooks) {
        Map<String, List<Hook>> map = new TreeMap<>();
        for (Hook hook : hooks)
            map.computeIfAbsent(hook.path + " " + hook.key, key -> new ArrayList<>())
                    .add(hook);
        return map;
    }

    private static Hook hook(Map<String, Object> event) {
        List<String> alerts = list(event.get("alerts")).stream()
                .map(item -> map(item))
                .map(alert -> alert.get("status") + " " + alert.get("fingerprint") + " " + labels(alert.get("labels"))
                        + " " + map(alert.get("annotations")))
                .toList();
        return new Hook(
                Double.parseDouble(text(event, "t")),
                text(event, "path"),
                text(event, "groupKey"),
                text(event, "receiver"),
                alerts);
    }

    private static String states(Map<String, Object> event) {
        return event.get("at")
                + list(event.get("body")).stream()
                        .map(item -> map(item))
                        .map(alert -> alert.get("fingerprint") + " " + alert.get("state") + " "
                                + list(alert.get("silencedBy")).size() + " "
                                + !list(alert.get("inhibitedBy")).isEmpty() + " "
                                + alert.get("receivers"))
                        .toList()
                        .toString();
    }

    /** One scenario against one router. */
    private static final class Run {
        final List<Hook> hooks = new ArrayList<>();
        final List<String> states = new ArrayList<>();
        private final Map<String, String> ids = new HashMap<>();
        private final Path file;
        private final Lab lab;
        private final double duration;
        private final List<Map<String, Object>> steps = new ArrayList<>();
        private int heard;

        Run(Path file) {
            this.file = file;
            this.lab = new Lab(config(file.resolveSibling(name(file) + ".yml")));
            Map<String, Object> spec = map(json(text(file)));
            this.duration = Double.parseDouble(text(spec, "duration"));
            for (Object action : list(spec.get("timeline"))) repeat(map(action));
            steps.sort(Comparator.comparingDouble(step -> Double.parseDouble(text(step, "at"))));
        }

        private static String config(Path yml) {
            return text(yml).replace("${SINK}", "http://sink");
        }

        private void repeat(Map<String, Object> action) {
            steps.add(action);
            if (!action.containsKey("every")) return;
            double every = Double.parseDouble(text(action, "every"));
            double until = Double.parseDouble(text(action, "until"));
            for (double t = Double.parseDouble(text(action, "at")) + every; t <= until; t += every) {
                Map<String, Object> again = new HashMap<>(action);
                again.put("at", String.valueOf(t));
                steps.add(again);
            }
        }

        void play() {
            for (Map<String, Object> step : steps) {
                double at = Math.max(0, Double.parseDouble(text(step, "at")));
                lab.to(at);
                act(step);
                lab.to(at);
            }
            lab.to(duration);
            for (Effect effect : lab.effects.subList(heard, lab.effects.size())) collect(effect);
        }

        private void act(Map<String, Object> step) {
            switch (text(step, "do")) {
                case "alerts" ->
                    lab.foreign(list(step.get("alerts")).stream()
                            .map(alert -> alert(map(alert)))
                            .toArray(Alert[]::new));
                case "silence" -> silence(step);
                case "expire" -> lab.expire(id(step.get("ref")));
                case "get" -> get(step);
                case "reload" -> reload(file.resolveSibling(text(step, "config")));
                default -> throw new AssertionError("unknown action " + step);
            }
        }

        private void reload(Path yml) {
            Problems problems = new Problems();
            RoutingFile.parse("new", config(yml), name -> null, path -> null, problems);
            if (problems.isEmpty()) lab.reload(config(yml));
        }

        private void silence(Map<String, Object> step) {
            List<Matcher> matchers = new ArrayList<>();
            try {
                for (Object item : list(step.get("matchers"))) matchers.add(matcher(map(item)));
            } catch (IllegalArgumentException e) {
                return;
            }
            Silence wanted = new Silence(
                    step.containsKey("update") ? id(step.get("update")) : "",
                    matchers,
                    instant(step.get("startsAt")),
                    instant(step.get("endsAt")),
                    lab.now,
                    "test",
                    "",
                    Map.of());
            if (lab.silence(wanted) instanceof SilenceAnswer.Accepted accepted)
                ids.put(text(step, "ref"), accepted.id());
        }

        private String id(@Nullable Object ref) {
            return ids.getOrDefault(String.valueOf(ref), "");
        }

        private void get(Map<String, Object> step) {
            if (!text(step, "path").equals("/api/v2/alerts")) return;
            states.add(step.get("at")
                    + lab.router.alerts(AlertFilter.ALL, lab.now).stream()
                            .map(alert -> alert.fingerprint() + " " + (alert.suppressed() ? "suppressed" : "active")
                                    + " " + alert.silencedBy().size() + " "
                                    + !alert.inhibitedBy().isEmpty() + " " + alert.receivers())
                            .toList()
                            .toString());
        }

        private Alert alert(Map<String, Object> alert) {
            Map<String, String> annotations = new HashMap<>();
            map(alert.getOrDefault("annotations", Map.of()))
                    .forEach((name, value) -> annotations.put(name, String.valueOf(value)));
            Labels labels = labels(alert.get("labels"));
            Instant end = alert.containsKey("endsAt") ? instant(alert.get("endsAt")) : null;
            Instant start =
                    alert.containsKey("startsAt") ? instant(alert.get("startsAt")) : end == null ? lab.now : end;
            return new Alert(labels, annotations, start, end, lab.now, "", List.of(), "");
        }

        private void collect(Effect effect) {
            if (!(effect instanceof Effect.Flush flush)) return;
            for (Integration integration : flush.due()) {
                if (!(integration.destination() instanceof Destination.Webhook webhook)) continue;
                List<String> alerts = flush.groupFor(integration).alerts().stream()
                        .map(alert -> (alert.firingAt(flush.at()) ? "firing " : "resolved ")
                                + String.format("%016x", alert.labels().fingerprint()) + " " + alert.labels() + " "
                                + new TreeMap<>(alert.annotations()))
                        .toList();
                String path = webhook.url().reveal().replace("http://sink", "");
                String key = flush.group().key();
                hooks.add(new Hook(
                        Lab.seconds(flush.at()), path, key, flush.group().receiver(), alerts));
            }
        }
    }

    private static Matcher matcher(Map<String, Object> item) {
        boolean regex = Boolean.parseBoolean(String.valueOf(item.getOrDefault("isRegex", "false")));
        boolean equal = Boolean.parseBoolean(String.valueOf(item.getOrDefault("isEqual", "true")));
        return new Matcher(
                String.valueOf(item.getOrDefault("name", "")), Operator.of(regex, equal), text(item, "value"));
    }

    private static Instant instant(@Nullable Object seconds) {
        return Lab.at(Double.parseDouble(String.valueOf(seconds)));
    }

    private static Labels labels(@Nullable Object node) {
        Map<String, String> labels = new HashMap<>();
        map(node).forEach((name, value) -> labels.put(name, String.valueOf(value)));
        return Labels.of(labels);
    }
}
