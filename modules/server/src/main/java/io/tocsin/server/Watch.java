package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.escalation.Incident;
import io.tocsin.ingest.KafkaIntake;
import io.tocsin.model.Severity;
import io.tocsin.routing.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts, once in a while, what is better counted whole than step by step. On the alert loop. */
final class Watch {
    static final Duration EVERY = Duration.ofSeconds(1);

    /** Counting may take a part in this many of the loop's time: with a hundred thousand alerts it is done less often. */
    private static final long SHARE = 50;

    private final Metrics metrics;
    private final AlertDesk desk;
    private final @Nullable KafkaIntake kafka;
    private final InstantSource clock;
    private long notBefore = System.nanoTime();

    Watch(Metrics metrics, AlertDesk desk, @Nullable KafkaIntake kafka, InstantSource clock) {
        this.metrics = metrics;
        this.desk = desk;
        this.kafka = kafka;
        this.clock = clock;
    }

    void look() {
        if (System.nanoTime() - notBefore < 0) return;
        long started = System.nanoTime();
        Views views = desk.views();
        incidents(views);
        firing(views);
        notBefore = System.nanoTime() + (System.nanoTime() - started) * SHARE;
        if (kafka != null) lag(kafka);
    }

    private void incidents(Views views) {
        Map<List<String>, Long> byState = new TreeMap<>(java.util.Comparator.comparing(String::valueOf));
        Map<Severity, Integer> levels = new TreeMap<>();
        for (Severity severity : Severity.values()) levels.put(severity, 0);
        for (Incident incident : views.book().all()) {
            if (!incident.open()) continue;
            String state = lower(incident.state().getClass().getSimpleName());
            byState.merge(List.of(state, lower(incident.severity().name())), 1L, Long::sum);
            levels.merge(incident.severity(), IncidentDesk.level(incident), Math::max);
        }
        metrics.rows("tocsin.incidents", rows(byState, "state", "severity"));
        List<GaugeTable.Row> levelRows = new ArrayList<>();
        levels.forEach((severity, level) ->
                levelRows.add(new GaugeTable.Row(Tags.of("severity", lower(severity.name())), level)));
        metrics.rows("tocsin.escalation.level.max", levelRows);
    }

    private void firing(Views views) {
        Instant now = clock.instant();
        List<Status.OfAlert> all = views.statuses(now);
        metrics.alertmanager().count(all, views.router().silences(), now);
        Map<List<String>, Long> byRule = all.stream()
                .map(Status.OfAlert::alert)
                .collect(Collectors.groupingBy(
                        alert -> List.of(alert.name(), lower(alert.severity().name())), Collectors.counting()));
        metrics.rows("tocsin.alerts.firing", rows(byRule, "rule", "severity"));
    }

    private void lag(KafkaIntake intake) {
        List<GaugeTable.Row> rows = new ArrayList<>();
        intake.status().lag().forEach((partition, records) -> {
            int dash = partition.lastIndexOf('-');
            Tags tags = Tags.of("topic", partition.substring(0, dash), "partition", partition.substring(dash + 1));
            rows.add(new GaugeTable.Row(tags, records));
        });
        metrics.rows("tocsin.kafka.lag.records", rows);
    }

    private static List<GaugeTable.Row> rows(Map<List<String>, Long> counts, String first, String second) {
        List<GaugeTable.Row> rows = new ArrayList<>();
        counts.forEach((key, count) ->
                rows.add(new GaugeTable.Row(Tags.of(first, key.getFirst(), second, key.getLast()), count)));
        return rows;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
