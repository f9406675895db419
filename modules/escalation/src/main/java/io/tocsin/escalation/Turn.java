package io.tocsin.escalation;

import io.tocsin.model.AlertGroup;
import io.tocsin.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the incident as it will be and the effects so far. Lives as long as one call of {@link
 * Escalation#step}, so its mutability is nobody's business.
 */
final class Turn {
    final Instant now;
    private final List<Effect> effects = new ArrayList<>();
    private Incident incident;

    Turn(Incident incident, Instant now) {
        this.incident = incident;
        this.now = now;
    }

    Incident incident() {
        return incident;
    }

    Policy policy() {
        return incident.policy();
    }

    Progress progress() {
        return incident.progress();
    }

    Deadlines deadlines() {
        return incident.progress().deadlines();
    }

    void become(State state) {
        incident = incident.with(state);
    }

    void become(Progress progress) {
        incident = incident.with(progress);
    }

    void become(Policy policy) {
        incident = incident.with(policy);
    }

    boolean paused() {
        return incident.pause() != null;
    }

    void pause(@Nullable Pause pause) {
        incident = incident.with(pause);
    }

    void become(AlertGroup group, Severity severity) {
        incident = incident.with(group, severity);
    }

    void become(List<Part> parts) {
        incident = incident.with(parts);
    }

    void move(Deadlines deadlines) {
        become(progress().with(deadlines));
    }

    void tell(TimelineEntry.Kind kind, String text, String by) {
        incident = incident.with(new TimelineEntry(now, kind, text, by));
    }

    void tell(TimelineEntry.Kind kind, String text) {
        tell(kind, text, "");
    }

    void tell(Attempt attempt) {
        if (!incident.timeline().takes(attempt)) return;
        TimelineEntry.Kind kind =
                attempt.reachedSomebody() ? TimelineEntry.Kind.PAGE_DELIVERED : TimelineEntry.Kind.ATTEMPTED;
        incident = incident.with(new TimelineEntry(now, kind, attempt.sentence(), "", attempt, 0, null));
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    Step done() {
        return new Step(incident, effects);
    }
}
