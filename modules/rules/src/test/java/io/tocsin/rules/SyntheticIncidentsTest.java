package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped rules on a quarter of a million lines of a payment platform, whose incidents are known. */
class SyntheticIncidentsTest {
    private static final String LOGS = "data/synthetic/default_250k.ndjson.gz";
    private static final Map<String, String> TRUE_NAMES = Map.of(
            "BruteForceLogin", "brute_force",
            "HighErrorRate", "error_rate",
            "ServiceDown", "silence",
            "HighResponseTime", "p95_latency",
            "ApiAbuse", "api_abuse",
            "UnusualTransaction", "unusual_transaction",
            "DataExfiltration", "exfiltration",
            "Deployment", "deploy",
            "Restart", "restart",
            "NewErrorPattern", "new_error_pattern");
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static List<LogEvent> events = List.of();
    private static Truth truth = new Truth("", List.of(), Map.of());

    /** Of the events in their order: each test looks at another side of it. */
    private static List<Firing> firings = List.of();

    @BeforeAll
    static void read() throws IOException {
        events = RecordedLogs.events(LOGS);
        truth = RecordedLogs.truth("data/synthetic/default_250k.truth.json");
        firings = List.copyOf(Streams.feed(new RuleEngine(RecordedLogs.shippedRules()), events));
    }

    @Test
    void everyIncidentIsFound() {
        List<Found> found = found(firings);

        assertThat(missed(found)).isEmpty();
    }

    @Test
    void noDecoyFires() {
        List<Found> found = found(firings);

        assertThat(incidents(false).filter(decoy -> hit(decoy, found)).map(decoy -> decoy.text("id")))
                .isEmpty();
    }

    @Test
    void whatFiresIsTrueByTheDefinitionOfTheAnswerKey() {
        List<Found> found = found(firings);

        assertThat(found).isNotEmpty().allMatch(SyntheticIncidentsTest::isTrue);
    }

    @Test
    void twoSourcesSomeSecondsApartTellTheSame() {
        List<Episode> inOrder = episodes(firings);

        List<Episode> skewed = episodes(skewed());

        assertThat(skewed).isEqualTo(inOrder);
    }

    /** Two shippers, one of them some seconds behind. */
    private static List<Firing> skewed() {
        RuleEngine engine = new RuleEngine(RecordedLogs.shippedRules());
        List<Firing> firings = new ArrayList<>();
        int behind = 0;
        for (LogEvent event : events) {
            if (!fast(event)) continue;
            Instant until = event.time().minusSeconds(7);
            while (behind < events.size() && events.get(behind).time().isBefore(until)) {
                LogEvent slow = events.get(behind++);
                if (!fast(slow)) firings.addAll(engine.observe(slow, "kafka:logs-1", Streams.START));
            }
            firings.addAll(engine.observe(event, "http", Streams.START));
        }
        for (; behind < events.size(); behind++) {
            LogEvent slow = events.get(behind);
            if (!fast(slow)) firings.addAll(engine.observe(slow, "kafka:logs-1", Streams.START));
        }
        return firings;
    }

    private static boolean fast(LogEvent event) {
        return event.id() % 3 != 0;
    }

    /** Everything that ended; what still fires depends on where the stream stops. */
    private static List<Episode> episodes(List<Firing> firings) {
        List<Episode> all = new ArrayList<>();
        for (String rule :
                RecordedLogs.shippedRules().rules().stream().map(Rule::name).toList()) {
            List<Firing> own = firings.stream()
                    .filter(firing -> firing.alert().name().equals(rule))
                    .toList();
            Episode.of(own).stream()
                    .filter(episode -> episode.end() > 0)
                    .map(episode -> new Episode(rule + episode.key(), episode.start(), episode.end()))
                    .forEach(all::add);
        }
        return all;
    }

    private record Found(String rule, String key, Instant at) {}

    private static List<Found> found(List<Firing> firings) {
        List<Found> found = new ArrayList<>();
        for (Firing firing : firings) {
            String rule = TRUE_NAMES.get(firing.alert().name());
            if (rule == null || !(firing instanceof Firing.Fired)) continue;
            found.add(new Found(rule, key(firing.alert().labels()), firing.eventTime()));
        }
        return found;
    }

    /** Of the labels that the rules split by, the one that an alert has. */
    private static String key(Labels labels) {
        return Stream.of("ip", "user", "template_message", "service")
                .map(labels::orEmpty)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Of a message the answer key knows which parts vary: {@code Stock row {id} locked}. */
    private static boolean isKey(String known, String found) {
        String anything =
                Stream.of(known.split("\\{[a-z]+}", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return found.matches(anything);
    }

    private static Stream<Truth> incidents(boolean expected) {
        return truth.at("incidents").items().stream()
                .filter(incident -> incident.flag("emitted") && TRUE_NAMES.containsValue(incident.text("rule")))
                .filter(incident -> incident.flag("expected_alert") == expected);
    }

    private static List<String> missed(List<Found> found) {
        return incidents(true)
                .filter(incident -> incident.flag("complete"))
                .filter(incident -> !hit(incident, found))
                .map(incident -> incident.text("id"))
                .toList();
    }

    private static boolean hit(Truth incident, List<Found> found) {
        Set<String> keys = new LinkedHashSet<>();
        incident.at("services").items().forEach(service -> keys.add(service.text()));
        if (keys.isEmpty()) keys.add(incident.text("key"));
        Instant from = incident.instant("first_event").minusSeconds(1);
        Instant until = incident.instant("planned_end").plus(SLACK);
        return found.stream()
                .anyMatch(each -> each.rule().equals(incident.text("rule"))
                        && keys.stream().anyMatch(key -> isKey(key, each.key()))
                        && !each.at().isBefore(from)
                        && !each.at().isAfter(until));
    }

    private static boolean isTrue(Found found) {
        return truth.at("reference_alerts").items().stream()
                .anyMatch(interval -> interval.text("rule").equals(found.rule())
                        && isKey(interval.text("key"), found.key())
                        && !found.at().isBefore(interval.instant("start").minusSeconds(1))
                        && !found.at().isAfter(interval.instant("last_true").plus(SLACK)));
    }
}
