package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Reach;
import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Router;
import io.tocsin.routing.Status;
import io.tocsin.server.api.Alerts.Happened;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.IncidentView.NotificationView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be seen of the alert desk; to be used on its loop only. */
record Views(
        IncidentBook book,
        Outbox outbox,
        History history,
        Router router,
        Briefings briefings,
        Function<Incident, @Nullable Planned> next,
        Closed closed,
        Reach reach) {

    List<IncidentView> incidents(Predicate<Incident> wanted) {
        return book.all().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Incident::openedAt).reversed())
                .map(this::view)
                .toList();
    }

    Optional<IncidentView> incident(String id) {
        return book.find(id).map(this::view);
    }

    IncidentView view(Incident incident) {
        return new IncidentView(
                incident,
                Briefings.title(incident.group()),
                briefings.told(incident.id()),
                incident.open() ? next.apply(incident) : null,
                outbox.of(incident.id()).stream().map(Views::notification).toList(),
                briefings.links(incident));
    }

    private static NotificationView notification(Outgoing outgoing) {
        Delivery delivery = outgoing.delivery();
        Notice notice = delivery.notice();
        return new NotificationView(
                outgoing.id(),
                AddressBook.channel(outgoing.address()),
                notice.person().isEmpty() ? notice.receiver() : notice.person(),
                lower(notice.kind()),
                lower(delivery.state()),
                delivery.attempts(),
                delivery.lastDetail(),
                delivery.plannedAt());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    List<Happened> happened(int limit) {
        return history.newest(limit);
    }

    /** When something is due next, perhaps in the past; null when nothing is. */
    @Nullable
    Instant due() {
        return Stream.of(router.nextDeadline(), book.nextDeadline(), outbox.nextDeadline())
                .flatMap(Stream::ofNullable)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    List<Alert> firing(Instant now) {
        return statuses(now).stream().map(Status.OfAlert::alert).toList();
    }

    List<Status.OfAlert> statuses(Instant now) {
        return router.alerts(AlertFilter.ALL, now);
    }
}
