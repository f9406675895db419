package io.tocsin.server;

import io.tocsin.escalation.Attempt;
import io.tocsin.escalation.Effect;
import io.tocsin.escalation.Escalation;
import io.tocsin.escalation.Fired;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Merged;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Step;
import io.tocsin.escalation.Timeline;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.server.api.PageOrder;
import io.tocsin.server.report.ClosedIncident;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the escalation what a signal means for an incident, and turns its effects into messages. On the alert loop. */
final class IncidentDesk {
    static final String KIND = "incident";

    private static final Logger log = LoggerFactory.getLogger(IncidentDesk.class);
    private static final int ID_LENGTH = 10;

    private final IncidentBook book;
    private final Messages messages;
    private final Metrics metrics;
    private final Closings closings;
    private final Chronicle chronicle;
    private Escalation escalation;

    IncidentDesk(
            Escalation escalation,
            IncidentBook book,
            Messages messages,
            Metrics metrics,
            Closings closings,
            Chronicle chronicle) {
        this.escalation = escalation;
        this.closings = closings;
        this.chronicle = chronicle;
        this.book = book;
        this.messages = messages;
        this.metrics = metrics;
    }

    void use(Escalation changed) {
        escalation = changed;
    }

    /** A group that a policy is responsible for began, changed or ended. */
    Optional<Incident> heard(String policy, AlertGroup group, Turn turn) {
        boolean firing = !group.firingAt(turn.now()).isEmpty();
        Optional<Incident> known = book.newest(policy, group.key());
        if (known.isPresent()) {
            signal(known.get(), firing ? new Signal.Firing(group) : new Signal.Cleared(group), turn);
        } else if (firing) {
            open(policy, group, turn);
        }
        return book.newest(policy, group.key());
    }

    private void open(String policy, AlertGroup group, Turn turn) {
        if (!escalation.has(policy)) {
            log.error("nobody is paged for {}: there is no policy {} any more", group.key(), policy);
            return;
        }
        apply(escalation.open(id(policy, group, turn.now()), policy, group, turn.now()), turn);
    }

    /** Depends on its cause only: opening it twice, before and after a crash, opens one. */
    private static String id(String policy, AlertGroup group, Instant now) {
        String cause = policy + "\n" + group.key() + "\n" + now;
        String hash =
                UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
        return "inc-" + hash.replace("-", "").substring(0, ID_LENGTH);
    }

    /** Tells the incident of a group, if there is one, that its alerts are held back or no longer. */
    void held(String policy, String groupKey, Signal signal, Turn turn) {
        book.newest(policy, groupKey).filter(Incident::hearsOfHolds).ifPresent(known -> signal(known, signal, turn));
    }

    void signal(Incident incident, Signal signal, Turn turn) {
        apply(escalation.step(incident, signal, turn.now()), turn);
    }

    /** A page came to its end: this way leads to nobody. That it has arrived is told as an attempt. */
    void settled(Outgoing message, Outbox outbox, Turn turn) {
        if (message.delivery().notice().kind() != Notice.Kind.PAGE) return;
        if (message.delivery().state() != Delivery.State.FAILED || outbox.otherWayOpen(message)) return;
        Incident incident = book.find(message.incident()).orElse(null);
        if (incident == null) return;
        String user = message.delivery().notice().person();
        String detail = AddressBook.channel(message.address()) + ": "
                + message.delivery().lastDetail();
        signal(incident, new Signal.PageFailed(message.round(), message.level(), user, detail), turn);
    }

    /** Two become one, in one step; or neither changes. */
    void merge(Incident from, Incident into, String by, Turn turn) {
        Merged merged = escalation.merge(from, into, by, turn.now());
        if (merged.refusal() != null) {
            turn.reject(merged.refusal());
            return;
        }
        apply(merged.from(), turn);
        apply(merged.into(), turn);
    }

    /** Pages people because somebody wants it. */
    void openByHand(PageOrder order, String policy, Turn turn) {
        apply(escalation.open(order.id(), policy, order.group(turn.now()), order.by(), turn.now()), turn);
    }

    /** An attempt to deliver a message about an incident was answered; none is asked of anybody any more. */
    void attempted(Outgoing before, Outcome outcome, Turn turn) {
        Incident incident = book.find(before.incident()).orElse(null);
        if (incident == null) return;
        Attempt attempt = Attempts.of(before, outcome, turn.now());
        if (attempt.reachedSomebody())
            metrics.incidents().paged(attempt.to(), closings.isNight(attempt.to(), turn.now()));
        if (attempt.worthTelling()) signal(incident, new Signal.Attempted(attempt, before.round()), turn);
    }

    /** Whether an attempt that a crash cut off has arrived is unclear. */
    void interrupted(Outgoing message, Turn turn) {
        if (message.delivery().state() == Delivery.State.SENDING)
            attempted(message, new Outcome.Ambiguous(Delivery.INTERRUPTED), turn);
    }

    /** Tells whoever keeps the story of what is over, in case it was not heard before a crash. */
    void tellClosed() {
        for (Incident incident : book.all()) if (!incident.open()) tellClosed(incident);
    }

    private ClosedIncident tellClosed(Incident incident) {
        ClosedIncident closed = closings.of(incident, messages.about(incident.id()));
        chronicle.closed(closed, Closings.archived(incident));
        return closed;
    }

    /** The clock on the wall was set back: everybody keeps the time to answer that they have. */
    void clockSetBack(Duration by, Turn turn) {
        for (Incident incident : List.copyOf(book.all()))
            apply(new Step(incident.earlierBy(by, turn.now()), List.of()), turn);
    }

    /** Does what is due; an incident that cannot take its turn must not cost the others theirs. */
    void tick(Turn turn) {
        for (Incident incident : book.dueAt(turn.now())) {
            turn.attempt(() -> signal(incident, new Signal.TimerDue(), turn));
        }
        for (Incident old : book.purge(turn.now())) {
            turn.forget(KIND, old.id());
            chronicle.forgotten(Closings.archived(old));
        }
    }

    private void apply(Step step, Turn turn) {
        Incident incident = step.incident();
        Optional<Incident> before = book.find(incident.id());
        if (before.isEmpty() || !before.get().equals(incident)) {
            book.put(incident);
            turn.put(KIND, incident.id(), incident);
            tell(before, incident);
        }
        for (Effect effect : step.effects()) turn.attempt(() -> carryOut(incident, effect, turn));
    }

    private void carryOut(Incident incident, Effect effect, Turn turn) {
        switch (effect) {
            case Effect.Page page -> {
                metrics.levelPaged(page.level());
                if (!messages.page(incident, page, turn)) {
                    signal(
                            incident(incident),
                            new Signal.PageFailed(
                                    page.round(), page.level(), page.user(), "no contact method can be used"),
                            turn);
                }
            }
            case Effect.CancelPages cancel -> messages.cancel(cancel, turn);
            case Effect.TellAcknowledged told -> messages.acknowledged(incident, told.by(), turn);
            case Effect.TellResolved told -> messages.resolved(incident, told.by(), turn);
            case Effect.NobodyReached nobody ->
                log.error("nobody reached for {} at level {}: {}", incident.id(), nobody.level(), nobody.why());
            case Effect.OpenAnew anew ->
                open(anew.policy().isEmpty() ? incident.policy().name() : anew.policy(), anew.group(), turn);
            case Effect.Rejected rejected -> turn.reject(rejected.reason());
        }
    }

    /** As it stands after what the effects before this one did. */
    private Incident incident(Incident stale) {
        return book.find(stale.id()).orElse(stale);
    }

    /** One line for each decision that a person may ask about. */
    private void tell(Optional<Incident> before, Incident after) {
        int news = told(after.timeline())
                - before.map(known -> told(known.timeline())).orElse(0);
        List<TimelineEntry> entries = after.timeline().entries();
        for (TimelineEntry entry : entries.subList(Math.max(0, entries.size() - news), entries.size())) {
            log.info("{} {} {}", after.id(), entry.kind(), entry.text());
            if (entry.kind() == TimelineEntry.Kind.NOT_TOLD_IN_TIME) metrics.notToldInTime(after.severity());
        }
        if (after.state() instanceof State.Acknowledged now
                && before.filter(incident -> incident.state() instanceof State.Triggered)
                        .isPresent()) {
            metrics.acknowledgedAfter(Duration.between(after.openedAt(), now.at()));
        }
        if (!after.open() && before.filter(Incident::open).isPresent()) {
            metrics.incidents().closed(tellClosed(after));
            log.info("{} sealed {}", after.id(), after.timeline().head());
        }
    }

    private static int told(Timeline timeline) {
        return timeline.entries().size() + timeline.folded();
    }

    /** Who is paged next if nobody answers, or null. */
    @Nullable
    Planned next(Incident incident) {
        List<Planned> planned = escalation.preview(incident);
        return planned.isEmpty() ? null : planned.getFirst();
    }

    static int level(Incident incident) {
        return incident.fired().stream().mapToInt(Fired::level).max().orElse(0);
    }
}
