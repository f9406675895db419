package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Briefing;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a notice says, in words, before any channel dresses it: every text is one line and unescaped. */
record Facts(Notice notice) {
    /** The name of the link that acknowledges. */
    static final String ACKNOWLEDGE = "Acknowledge";

    /** Of a message that tells many groups at once. */
    private static final String ALL = "See them all";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);
    /** How many different values are named before the rest is only counted. */
    private static final int MAX_NAMED = 3;

    private static final int MAX_EVIDENCE = 3;

    /** The shortest limit among those who show links is Slack's, 3000. */
    private static final int MAX_URL = 2900;

    /** A link worth a button. */
    record Link(String name, String url) {}

    Briefing briefing() {
        return notice.briefing();
    }

    boolean firing() {
        return switch (notice.kind()) {
            case PAGE, NOTIFY -> true;
            case ACKNOWLEDGED, RESOLVED -> false;
        };
    }

    boolean resolved() {
        return notice.kind() == Notice.Kind.RESOLVED;
    }

    /** Whether nothing burns any more: what Alertmanager calls the status resolved. */
    boolean over() {
        return resolved()
                || (notice.kind() == Notice.Kind.NOTIFY
                        && count() > 0
                        && alerts().stream().noneMatch(this::firesNow));
    }

    /** The word in front of the title: the severity, until somebody acts. */
    String state() {
        return switch (notice.kind()) {
            case PAGE, NOTIFY -> briefing().severity().name();
            case ACKNOWLEDGED -> "ACKNOWLEDGED";
            case RESOLVED -> "RESOLVED";
        };
    }

    String emoji() {
        return switch (notice.kind()) {
            case ACKNOWLEDGED -> "✋";
            case RESOLVED -> "✅";
            case PAGE, NOTIFY ->
                switch (briefing().severity()) {
                    case CRITICAL -> "🔴";
                    case HIGH -> "🟠";
                    case MEDIUM -> "🟡";
                    case LOW -> "🔵";
                };
        };
    }

    String title() {
        String title = Texts.line(briefing().title());
        return title.isEmpty() ? rule().isEmpty() ? "alert" : rule() : title;
    }

    /** {@code CRITICAL: title} or {@code RESOLVED by anna: title}. */
    String headline() {
        String by = Texts.line(briefing().by());
        return state() + (firing() || by.isEmpty() ? "" : " by " + by) + ": " + title();
    }

    String why() {
        return Texts.line(briefing().why());
    }

    String next() {
        return firing() ? Texts.line(briefing().next()) : "";
    }

    List<String> told() {
        return briefing().told().stream().map(Texts::line).toList();
    }

    String incident() {
        return Texts.line(briefing().incident());
    }

    String service() {
        return shared(Labels.SERVICE);
    }

    String rule() {
        return shared(Labels.ALERTNAME);
    }

    String value() {
        return named(alerts().stream().map(Alert::value));
    }

    /** Since when, and how long that was when the notice was decided. */
    String since(ZoneId zone) {
        return TIME.format(briefing().since().atZone(zone)) + " (" + lasted() + ")";
    }

    String lasted() {
        Duration lasted = Duration.between(briefing().since(), briefing().at());
        if (lasted.toDays() > 0) return lasted.toDays() + " d " + lasted.toHoursPart() + " h";
        if (lasted.toHours() > 0) return lasted.toHours() + " h " + lasted.toMinutesPart() + " min";
        return lasted.toMinutes() > 0 ? lasted.toMinutes() + " min" : Math.max(0, lasted.toSeconds()) + " s";
    }

    /** Those that still fire first, each kind in the order of the group. */
    List<Alert> alerts(int limit) {
        return Stream.concat(
                        alerts().stream().filter(this::firesNow),
                        alerts().stream().filter(alert -> !firesNow(alert)))
                .limit(limit)
                .toList();
    }

    int count() {
        return alerts().size();
    }

    /** {@code 3 firing, 1 resolved}. */
    String counts() {
        long firing = alerts().stream().filter(this::firesNow).count();
        List<String> parts = new ArrayList<>();
        if (firing > 0) parts.add(firing + " firing");
        if (count() > firing) parts.add((count() - firing) + " resolved");
        return String.join(", ", parts);
    }

    boolean firesNow(Alert alert) {
        return !resolved() && alert.firingAt(briefing().at());
    }

    /** The labels that tell this alert from its neighbours; the group's own are said once, above. */
    Map<String, String> ownLabels(Alert alert) {
        Map<String, String> own = new TreeMap<>(alert.labels().map());
        own.keySet().removeAll(briefing().group().labels().map().keySet());
        own.remove(Labels.ALERTNAME);
        own.remove(Labels.SEVERITY);
        own.remove(Labels.SERVICE, service());
        own.entrySet().removeAll(sharedLabels().entrySet());
        return own;
    }

    /** What several alerts have in common besides the labels of the group: said once instead of with each. */
    Map<String, String> sharedLabels() {
        if (count() < 2) return Map.of();
        Map<String, String> shared = new TreeMap<>(alerts().getFirst().labels().map());
        for (Alert alert : alerts()) {
            shared.entrySet().retainAll(alert.labels().map().entrySet());
        }
        shared.keySet().removeAll(briefing().group().labels().map().keySet());
        shared.keySet().removeAll(Set.of(Labels.ALERTNAME, Labels.SEVERITY, Labels.SERVICE));
        return shared;
    }

    /** The value of one alert, where it differs from what is said of the whole. */
    String ownValue(Alert alert) {
        String own = Texts.line(alert.value());
        return own.equals(value()) ? "" : own;
    }

    /** {@code host=db-1 zone=eu} on one line. */
    static String pairs(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> Texts.line(label.getKey() + "=" + label.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** The sentence that the rule wrote about it; empty when it wrote none. */
    static String summary(Alert alert) {
        return Stream.of("summary", "message", "description")
                .map(name -> Texts.line(alert.annotations().getOrDefault(name, "")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The newest log lines that made it fire, by id. */
    static String evidence(Alert alert) {
        List<String> ids = alert.evidence();
        if (ids.isEmpty()) return "";
        List<String> newest = ids.subList(Math.max(0, ids.size() - MAX_EVIDENCE), ids.size());
        String count = ids.size() == 1 ? "1 log line" : ids.size() + " log lines";
        return count + ": " + newest.stream().map(Texts::line).collect(Collectors.joining(", "));
    }

    /** In the order a reader wants them; only addresses a browser may safely open. */
    List<Link> links() {
        Briefing.Links links = briefing().links();
        List<Link> all = new ArrayList<>();
        if (firing()) all.add(new Link(ACKNOWLEDGE, links.acknowledge()));
        all.add(new Link("Log lines", links.logs()));
        all.add(new Link("Runbook", links.runbook()));
        all.add(new Link("Dashboard", links.dashboard()));
        all.add(new Link(briefing().incident().isEmpty() ? ALL : "Incident", links.incident()));
        all.removeIf(link -> !isWeb(link.url()));
        return all;
    }

    static boolean isWeb(String url) {
        String start = url.toLowerCase(Locale.ROOT);
        return url.length() <= MAX_URL
                && (start.startsWith("https://") || start.startsWith("http://"))
                && url.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '<' || c == '>' || c == '|');
    }

    private List<Alert> alerts() {
        return briefing().group().alerts();
    }

    /** The value of a label of the whole group, or the different ones that its alerts carry. */
    private String shared(String label) {
        String group = briefing().group().labels().orEmpty(label);
        return group.isEmpty()
                ? named(alerts().stream().map(alert -> alert.labels().orEmpty(label)))
                : Texts.line(group);
    }

    private static String named(Stream<String> values) {
        List<String> different = values.map(Texts::line)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (different.size() <= MAX_NAMED) return String.join(", ", different);
        return String.join(", ", different.subList(0, MAX_NAMED)) + " and " + (different.size() - MAX_NAMED) + " more";
    }
}
