package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Urgency;
import io.tocsin.model.Severity;
import io.tocsin.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incidents of which nobody has heard in time: no page and no message about them was delivered, whatever was tried and whoever
 * was to be paged. On the alert loop.
 */
final class Untold {
    /** What is promised where oncall.yml promises nothing: somebody always watches. */
    private static final Duration CRITICAL = Duration.ofMinutes(5);

    private static final Duration HIGH = Duration.ofMinutes(15);
    private static final Duration MEDIUM = Duration.ofHours(1);

    private Untold() {}

    /** How long it may take until the first message about an incident arrives; null for as long as it takes. */
    static @Nullable Duration within(Severity severity, Reach reach) {
        if (reach.urgency(severity) == Urgency.NONE) return null;
        Duration promised = reach.notifyWithin(severity);
        return promised == null ? within(severity) : promised;
    }

    private static @Nullable Duration within(Severity severity) {
        return switch (severity) {
            case CRITICAL -> CRITICAL;
            case HIGH -> HIGH;
            case MEDIUM -> MEDIUM;
            case LOW -> null;
        };
    }

    /**
     * Their ids. One that waits because its alerts are held back, or for the hours of those who are asked, is none of them, nor is
     * one that is recorded only.
     */
    static List<String> of(Collection<Incident> incidents, Outbox outbox, Reach reach, Instant now) {
        List<String> untold = new ArrayList<>();
        for (Incident incident : incidents) {
            Duration within = within(incident.severity(), reach);
            if (waits(incident, now)
                    || within == null
                    || !since(incident).plus(within).isBefore(now)) continue;
            boolean told = outbox.of(incident.id()).stream()
                    .anyMatch(message -> message.delivery().state() == Delivery.State.DELIVERED);
            if (!told) untold.add(incident.id());
        }
        return untold;
    }

    /** A clock that is set back takes rounds along, and leaves the opening as it was told. */
    private static Instant since(Incident incident) {
        Instant round = incident.progress().roundStartedAt();
        return round.isBefore(incident.openedAt()) ? round : incident.openedAt();
    }

    private static boolean waits(Incident incident, Instant now) {
        Instant held = incident.progress().hearing().heldUntil();
        return incident.pause() != null
                || !(incident.state() instanceof State.Triggered)
                || incident.fired().isEmpty()
                || (held != null && held.isAfter(now));
    }
}
