package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.template.TemplateSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Wordings for tests: what an integration of alertmanager.yml would have. */
final class Forms {
    static final String TEAM_TEMPLATES = """
            {{ define "team.title" }}{{ .Status | toUpper }} {{ .CommonLabels.alertname }} ({{ len .Alerts }}){{ end }}
            {{ define "team.list" }}{{ range .Alerts }}* {{ .Labels.gateway }}: {{ .Annotations.summary }}
            {{ end }}{{ end }}
            """;

    private static final TemplateSet TEMPLATES = TemplateSet.parse(Map.of("team.tmpl", TEAM_TEMPLATES));

    private Forms() {}

    /** Settings by turns: path, text, path, text … */
    static Wording wording(String... settings) {
        return wording(settings(settings));
    }

    static Wording wording(Map<String, String> settings) {
        return new Wording(form(settings), "first notification", Map.of("team", "payments"));
    }

    static Form form(Map<String, String> settings) {
        return Form.of("slack[0] of receiver 'ops'", settings, TEMPLATES, (path, failure) -> {
            throw failure;
        });
    }

    /** The same by lines of {@code path=text}. */
    static String[] lines(String lines) {
        return lines.lines().flatMap(line -> Stream.of(line.split("=", 2))).toArray(String[]::new);
    }

    static Map<String, String> settings(String... settings) {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) byPath.put(settings[i], settings[i + 1]);
        return byPath;
    }

    /** What a route tells a receiver: two alerts that fire. */
    static Notice firing(Destination to) {
        return news(Notice.Kind.NOTIFY, to, "");
    }

    static Notice news(Notice.Kind kind, Destination to, String thread) {
        return new Notice("n-ops-" + kind, kind, "", "ops.slack", to, Samples.briefing(Samples.alerts(2)), thread);
    }
}
