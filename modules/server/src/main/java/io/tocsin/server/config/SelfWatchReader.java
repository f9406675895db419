package io.tocsin.server.config;

import io.tocsin.model.Labels;
import io.tocsin.model.Secret;
import io.tocsin.model.Severity;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.tocsin.server.config.SelfWatch.Watchdog;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code heartbeats:} and {@code watchdog:} of tocsin.yml. */
final class SelfWatchReader {
    /** Each is an alert that may fire: more than a large company has jobs is a mistake in a template. */
    static final int HEARTBEATS_MAX = 1000;

    /** The name is a part of the address that is called. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OURS = Set.of(Labels.ALERTNAME, Labels.SEVERITY, "heartbeat");
    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low");

    /** Below this a slow network alone would page people. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private SelfWatchReader() {}

    static SelfWatch read(Section root, Variables variables) {
        Map<String, Heartbeat> heartbeats = new LinkedHashMap<>();
        root.named("heartbeats").forEach((name, section) -> heartbeats.put(name, heartbeat(name, section)));
        if (heartbeats.size() > HEARTBEATS_MAX)
            root.problem("heartbeats", "more than " + HEARTBEATS_MAX + " heartbeats: " + heartbeats.size());
        return new SelfWatch(heartbeats, watchdog(root, variables));
    }

    private static Heartbeat heartbeat(String name, Section section) {
        if (!NAME.matcher(name).matches())
            section.problems()
                    .add(
                            section.mark(),
                            "a heartbeat is called by letters, digits, '.', '_' and '-', at most 100, not '" + name
                                    + "'");
        section.required("every");
        Duration every = within(section, "every", section.duration("every", DAY), SHORTEST, LONGEST);
        Duration grace = within(section, "grace", section.duration("grace", MINUTE), Duration.ZERO, LONGEST);
        Heartbeat heartbeat =
                new Heartbeat(name, every, grace, severity(section), labels(section), section.text("runbook", ""));
        section.done();
        return heartbeat;
    }

    private static Severity severity(Section section) {
        String word = section.text("severity", "high").toLowerCase(Locale.ROOT);
        if (!SEVERITIES.contains(word))
            section.problem(
                    "severity",
                    "'severity' must be one of " + SEVERITIES + ", not '" + word + "'"
                            + Nearest.hint(word, SEVERITIES));
        return Severity.parse(word);
    }

    private static Map<String, String> labels(Section section) {
        Map<String, String> labels = section.textMap("labels");
        Section given = labels.isEmpty() ? null : section.section("labels");
        if (given == null) return labels;
        for (String name : labels.keySet()) {
            if (!LABEL.matcher(name).matches()) given.problem(name, "'" + name + "' is no name of a label");
            if (OURS.contains(name)) given.problem(name, "the label '" + name + "' is set by Tocsin");
        }
        return labels;
    }

    private static @Nullable Watchdog watchdog(Section root, Variables variables) {
        Section section = root.section("watchdog");
        if (section == null) return null;
        String url = variables.in(section, "url", section.required("url"));
        if (!url.isEmpty() && !isAddress(url))
            // The address itself is a secret: whoever knows it can say that we are well.
            section.problem("url", "'url' must be an address that begins with http:// or https:// and names a host");
        Duration every = within(section, "every", section.duration("every", MINUTE), SHORTEST, Duration.ofHours(1));
        section.done();
        return new Watchdog(new Secret(url), every);
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The duration, or the nearest that is allowed with a problem at its key. */
    static Duration within(Section section, String key, Duration given, Duration least, Duration most) {
        boolean fits = given.compareTo(least) >= 0 && given.compareTo(most) <= 0;
        if (fits) return given;
        section.problem(
                key,
                "'" + key + "' must be between " + Durations.print(least) + " and " + Durations.print(most) + ", not "
                        + Durations.print(given));
        return given.compareTo(least) < 0 ? least : most;
    }
}
