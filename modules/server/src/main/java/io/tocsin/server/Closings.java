package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.State;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import io.tocsin.oncall.Schedule;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import io.tocsin.server.report.Night;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is kept of an incident that is over. Owned by the alert loop. */
final class Closings {
    private Configuration configuration;

    Closings(Configuration configuration) {
        this.configuration = configuration;
    }

    void use(Configuration changed) {
        configuration = changed;
    }

    /**
     * An incident that is over, to count by.
     *
     * @param messages all about it
     * @throws IllegalArgumentException when it is not over
     */
    ClosedIncident of(Incident incident, List<Outgoing> messages) {
        if (!(incident.state() instanceof State.Resolved over))
            throw new IllegalArgumentException("cannot close " + incident.id() + ": it is not over");
        Optional<TimelineEntry> taken = incident.timeline().entries().stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.ACKNOWLEDGED)
                .findFirst();
        List<Alert> alerts = incident.group().alerts();
        List<String> services = alerts.stream()
                .map(alert -> alert.labels().orEmpty(Labels.SERVICE))
                .distinct()
                .toList();
        return new ClosedIncident(
                incident.id(),
                Briefings.title(incident.group()),
                incident.severity(),
                services.size() == 1 ? services.getFirst() : "",
                incident.policy().name(),
                alerts.stream().map(Alert::name).distinct().sorted().toList(),
                incident.openedAt(),
                taken.map(TimelineEntry::at).orElse(null),
                taken.map(TimelineEntry::by).orElse(""),
                over.at(),
                over.by(),
                Objects.requireNonNullElse(over.into(), ""),
                incident.round(),
                pages(messages));
    }

    /** Pages that arrived: one for a level and a person, however many ways it took. */
    private List<ClosedIncident.Page> pages(List<Outgoing> messages) {
        Map<String, ClosedIncident.Page> pages = new LinkedHashMap<>();
        for (Outgoing message : messages) {
            Notice notice = message.delivery().notice();
            boolean arrived = message.delivery().state() == Delivery.State.DELIVERED;
            if (notice.kind() != Notice.Kind.PAGE || !arrived) continue;
            Instant at = message.delivery().plannedAt();
            String page = message.round() + "/" + message.level() + "/" + notice.person();
            pages.putIfAbsent(page, new ClosedIncident.Page(notice.person(), at, isNight(notice.person(), at)));
        }
        return List.copyOf(pages.values());
    }

    /** Whether it is night where somebody is: in the zone of the first schedule, by name, that they take turns in. */
    boolean isNight(String person, Instant at) {
        ZoneId zone = configuration.oncall().schedules().values().stream()
                .filter(schedule -> schedule.layers().stream()
                        .anyMatch(layer -> layer.users().contains(person)))
                .min(Comparator.comparing(Schedule::name))
                .map(Schedule::zone)
                .orElseGet(() -> Rehearsals.zone(configuration));
        return Night.at(at, zone);
    }

    /** An incident with its timeline. */
    static ArchivedIncident archived(Incident incident) {
        return new ArchivedIncident(
                incident.id(),
                Briefings.title(incident.group()),
                incident.severity(),
                incident.state().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                incident.policy().name(),
                incident.openedAt(),
                incident.timeline());
    }
}
