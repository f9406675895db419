package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.model.Briefing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident with what people want to see beside it.
 *
 * @param told who heard of it, in order, as {@code Anna Adler by email at 10:03}
 * @param next who is paged next if nobody answers; null for nobody
 */
public record IncidentView(
        Incident incident,
        String title,
        List<String> told,
        @Nullable Planned next,
        List<NotificationView> notifications,
        Briefing.Links links) {
    public IncidentView {
        told = List.copyOf(told);
        notifications = List.copyOf(notifications);
    }

    /** One message about the incident and what became of it. */
    public record NotificationView(
            String id, String to, String person, String kind, String state, int attempts, String detail, Instant at) {}
}
