package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Labels;
import io.tocsin.server.config.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses in a page: what a reader opens next. */
final class Links {
    /** Somewhat more than what fired, so that the reader sees how it began. */
    private static final Duration BEFORE = Duration.ofMinutes(5);

    /** Events of a longer window than this are found without: the ids say which. */
    private static final Duration EVIDENCE_BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofMinutes(30);

    /** Labels that say something about the alert and nothing about the events behind it. */
    private static final Set<String> NOT_IN_EVENTS =
            Set.of(Labels.ALERTNAME, Labels.SEVERITY, "team", "source", "owner", "category");

    private final Settings settings;
    private final AckTokens tokens;

    Links(Settings settings, AckTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** The signed link by which a person acknowledges a round of an incident. */
    String acknowledge(String incident, int round, String person, Instant now) {
        return settings.externalUrl() + "/a/" + tokens.sign(incident, round, person, now);
    }

    /** Whether buttons in Slack reach us. */
    boolean slackAnswers() {
        return settings.backChannels().slack() != null;
    }

    Briefing.Links of(AlertGroup group, String incident, String acknowledge) {
        return new Briefing.Links(
                incident.isEmpty() ? "" : settings.externalUrl() + "/incidents/" + incident,
                acknowledge,
                logs(group),
                annotation(group, "runbook", settings.externalUrl() + "/runbooks/"),
                annotation(group, "dashboard", settings.dashboards()));
    }

    /**
     * Where everything is listed that one message sums up.
     *
     * @param incidents whether incidents are among it; else only its receiver knows of it
     */
    Briefing.Links overview(String receiver, boolean incidents) {
        String page = incidents ? "/incidents" : "/explain?receiver=" + encode(receiver);
        return new Briefing.Links(settings.externalUrl() + page, "", "", "", "");
    }

    /** The log lines behind the group: what its alerts have in common, around the time when they began. */
    private String logs(AlertGroup group) {
        List<Alert> alerts = group.alerts();
        if (alerts.isEmpty()) return "";
        Instant since = Briefings.since(group, alerts.getFirst().startsAt());
        String query = alerts.getFirst().labels().map().entrySet().stream()
                .filter(label -> !NOT_IN_EVENTS.contains(label.getKey()))
                .filter(label -> alerts.stream()
                        .allMatch(
                                alert -> label.getValue().equals(alert.labels().get(label.getKey()))))
                .map(label -> label.getKey() + ":\""
                        + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(" "));
        return settings.externalUrl() + "/search?q=" + encode(query) + "&from="
                + encode(since.minus(BEFORE).toString()) + "&to="
                + encode(since.plus(AFTER).toString());
    }

    /** The log lines that made an alert fire, and no others; empty when it does not say which. */
    static String evidence(Settings settings, Alert alert) {
        if (alert.evidence().isEmpty()) return alert.generatorUrl();
        String ids = "_id:(" + String.join(" OR ", alert.evidence()) + ")";
        return settings.externalUrl() + "/search?q=" + encode(ids) + "&from="
                + encode(alert.startsAt().minus(EVIDENCE_BEFORE).toString()) + "&to="
                + encode(alert.startsAt().plus(AFTER).toString());
    }

    /** A whole address stays as it is; a name is looked up below {@code base}. */
    private static String annotation(AlertGroup group, String name, String base) {
        return group.alerts().stream()
                .map(Alert::annotations)
                .map(annotations -> first(annotations, name, name + "_url"))
                .filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.contains("://") ? value : base.isEmpty() ? "" : base + encode(value))
                .orElse("");
    }

    private static @org.jspecify.annotations.Nullable String first(Map<String, String> annotations, String... names) {
        for (String name : names) {
            if (annotations.containsKey(name)) return annotations.get(name);
        }
        return null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
