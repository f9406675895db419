package io.tocsin.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a table: template, arrow, what it renders to; {@code ⏎} stands for a new line. */
final class Cases {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** One row of a table. */
    record Case(String section, String template, String expected) {}

    private Cases() {}

    static List<Case> read(String file) {
        List<Case> cases = new ArrayList<>();
        String section = "";
        for (String line : lines(file)) {
            if (line.startsWith("# ")) {
                section = line.substring(2);
                continue;
            }
            int arrow = line.lastIndexOf(" ⇒ ");
            if (arrow < 0) throw new IllegalArgumentException("cannot find ' ⇒ ' in " + file + ": " + line);
            String expected = line.substring(arrow + 3);
            cases.add(new Case(section, unfold(line.substring(0, arrow)), unfold(expected)));
        }
        return cases;
    }

    private static String unfold(String text) {
        return text.replace('⏎', '\n');
    }

    private static List<String> lines(String file) {
        try (InputStream in = Cases.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalArgumentException("cannot find " + file);
            // Not lines(): some rows hold other line ends.
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** One value of each kind. */
    static Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("s", "hello");
        data.put("empty", "");
        data.put("i", 42);
        data.put("neg", -7L);
        data.put("zero", 0);
        data.put("f", 3.14);
        data.put("big", 1234567.0);
        data.put("huge", 1e21);
        data.put("tiny", 0.00001);
        data.put("t", true);
        data.put("no", false);
        data.put("list", List.of("a", "b", "c"));
        data.put("nums", List.of(1, 2, 3));
        data.put("none", List.of());
        data.put("map", Map.of("b", 2, "a", 1, "c", "x"));
        data.put("nil", null);
        data.put("html", "<b>\"x\" & 'y'</b>");
        data.put("js", "');alert(1)//");
        data.put("url", "javascript:alert(1)");
        data.put("web", "https://x.y/a b?c=d&e=f#g");
        data.put("uni", "héllo wörld");
        data.put("nested", Map.of("k", Map.of("v", "deep")));
        data.put("time", Instant.parse("2026-01-02T03:04:05.678Z"));
        data.put("dur", Duration.ofMinutes(90).plusMillis(1500));
        return data;
    }

    /** Three alerts of a group, one of them over. */
    static AlertmanagerData group() {
        return new AlertmanagerData(
                "team.a",
                "first notification",
                Map.of("alertname", "HighErrorRate"),
                Map.of("team", "payments"),
                "http://tocsin:7080",
                List.of(
                        alert("db-1", "critical", "5% <errors> & \"more\"", null),
                        alert("db-2", "warning", "two", null),
                        alert("db-3", "critical", "three", Instant.parse("2026-11-20T11:30:00Z"))));
    }

    private static AlertmanagerData.Alert alert(
            String instance, String severity, String summary, @Nullable Instant endsAt) {
        return new AlertmanagerData.Alert(
                Map.of(
                        "alertname",
                        "HighErrorRate",
                        "instance",
                        instance,
                        "severity",
                        severity,
                        "service",
                        "payment_api"),
                Map.of("summary", summary, "runbook", "high-error-rate"),
                Instant.parse("2026-11-20T10:58:56.5Z"),
                endsAt,
                "http://prom/graph?g0=1&x=<y>",
                "0123456789abcdef");
    }
}
