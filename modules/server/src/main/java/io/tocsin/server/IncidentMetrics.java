package io.tocsin.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tocsin.server.report.ClosedIncident;
import java.time.Duration;
import java.util.Locale;

/** What incidents cost, as it happens; the reports count the same over any stretch of time. */
final class IncidentMetrics {
    /** From what ends before anybody wakes up to a weekend. */
    private static final Duration[] BUCKETS = {
        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30),
        Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12), Duration.ofDays(3),
    };

    private final MeterRegistry registry;

    IncidentMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An incident is over. */
    void closed(ClosedIncident incident) {
        String severity = incident.severity().name().toLowerCase(Locale.ROOT);
        String end = incident.end().name().toLowerCase(Locale.ROOT);
        count("tocsin.incidents.closed", "Incidents that are over", Tags.of("severity", severity, "end", end));
        Duration answered = incident.toAcknowledge();
        if (answered != null)
            timer("tocsin.incident.mtta", "From opening to the first acknowledgement", severity)
                    .record(answered);
        if (incident.end() != ClosedIncident.End.MERGED)
            timer("tocsin.incident.mttr", "From opening to the end", severity).record(incident.toResolve());
        if (!incident.noise()) return;
        for (String rule : incident.rules())
            count(
                    "tocsin.incidents.noise",
                    "Incidents that ended by themselves while nobody had acknowledged",
                    Tags.of("rule", rule));
    }

    /** A page has reached a person by one of his ways. */
    void paged(String person, boolean night) {
        count(
                "tocsin.pages.delivered",
                "Pages that a person was reached by, each way counted",
                Tags.of("person", person, "night", Boolean.toString(night)));
    }

    private Timer timer(String name, String what, String severity) {
        return Timer.builder(name)
                .description(what)
                .tags("severity", severity)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void count(String name, String what, Tags tags) {
        Counter.builder(name).description(what).tags(tags).register(registry).increment();
    }
}
