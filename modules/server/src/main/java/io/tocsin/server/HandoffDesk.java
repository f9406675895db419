package io.tocsin.server;

import io.tocsin.escalation.NoticeIds;
import io.tocsin.escalation.Way;
import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import io.tocsin.oncall.Handoff;
import io.tocsin.oncall.Handoffs;
import io.tocsin.oncall.Schedule;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.server.HandoffNote.Reader;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.HandoffReader;
import io.tocsin.server.config.HandoffRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people that they are on call now, and what is open. What was told last is written in the step that plans the messages, so a
 * change is told once, whenever the process dies. On the alert loop.
 */
final class HandoffDesk {
    static final String KIND = "handoff";

    private static final Logger log = LoggerFactory.getLogger(HandoffDesk.class);

    private final OverrideDesk overrides;
    private final IncidentBook incidents;
    private final Outbox outbox;
    private final Messages messages;
    private final Map<String, Handoff> known = new LinkedHashMap<>();

    /** When each schedule that was looked at may change next: who is on call does not before, unless somebody changes the schedule. */
    private final Map<String, Instant> next = new HashMap<>();

    /** Messages that wait for somebody's hours: what is open then is told, not what was. */
    private final Set<String> waiting = new HashSet<>();

    private int version = -1;
    private Configuration real;
    private @Nullable Instant seen;

    HandoffDesk(OverrideDesk overrides, IncidentBook incidents, Outbox outbox, Messages messages) {
        this.overrides = overrides;
        this.incidents = incidents;
        this.outbox = outbox;
        this.messages = messages;
        this.real = overrides.real();
    }

    void restore(List<Handoff> told) {
        told.forEach(handoff -> known.put(handoff.schedule(), handoff));
    }

    /** To be called in each step: it costs nothing before somebody may have come on call. */
    void look(Turn turn) {
        boolean changed = version != overrides.version();
        if (changed) changed(turn);
        boolean all = changed || (seen != null && turn.now().isBefore(seen));
        for (String schedule : rules().keySet()) {
            Instant may = next.get(schedule);
            boolean due = may != null && !turn.now().isBefore(may);
            if (all || due) turn.attempt(() -> look(schedule, turn));
        }
        seen = turn.now();
        if (!waiting.isEmpty()) turn.attempt(() -> refresh(turn));
    }

    private Map<String, HandoffRule> rules() {
        return real.oncall().handoffs();
    }

    private void changed(Turn turn) {
        boolean first = version < 0;
        version = overrides.version();
        real = overrides.real();
        next.keySet().retainAll(rules().keySet());
        for (String schedule : List.copyOf(known.keySet())) {
            if (rules().containsKey(schedule)) continue;
            known.remove(schedule);
            turn.forget(KIND, schedule);
        }
        if (first) outbox.unsettled().stream().filter(HandoffDesk::waits).forEach(message -> waiting.add(message.id()));
    }

    private void look(String name, Turn turn) {
        Schedule schedule = real.oncall().schedules().get(name);
        if (schedule == null) return;
        Handoff before = known.get(name);
        Handoffs.Look look = Handoffs.look(schedule, before, served(name, turn.now()), turn.now());
        Instant boundary = schedule.boundaryAfter(turn.now());
        next.put(name, boundary == null ? Instant.MAX : boundary);
        if (before != null && !schedule.onCallAt(turn.now()).equals(before.users())) takeBack(name, turn);
        if (look.known().equals(before)) return;
        known.put(name, look.known());
        turn.put(KIND, name, look.known());
        if (look.told()) tell(schedule, look.known(), turn);
    }

    /** Until when whoever is known to serve did, as far as this process has been there; null before its first look. */
    private @Nullable Instant served(String schedule, Instant now) {
        Instant may = next.get(schedule);
        if (may == null) return null;
        return may.isAfter(now) ? now : may.minusNanos(1);
    }

    /** Whoever was to hear that they serve, and has not, serves no longer. */
    private void takeBack(String schedule, Turn turn) {
        for (Outgoing old : outbox.unsettled()) {
            Notice notice = old.delivery().notice();
            if (notice.person().isEmpty() || !HandoffNote.isOf(schedule, notice)) continue;
            messages.update(old, old.with(old.delivery().cancelled("the shift is over")), turn);
        }
    }

    private void tell(Schedule schedule, Handoff handoff, Turn turn) {
        log.info("{} went from {} to {}", schedule.name(), handoff.from(), handoff.users());
        HandoffRule rule = Objects.requireNonNull(rules().get(schedule.name()));
        HandoffNote note = note(schedule, handoff);
        if (rule.incoming())
            handoff.incoming().forEach(user -> tell(user, note, note.to(Reader.INCOMING, turn.now()), turn));
        if (rule.outgoing())
            handoff.outgoing().forEach(user -> tell(user, note, note.to(Reader.OUTGOING, turn.now()), turn));
        Receiver receiver = real.routing().receivers().get(rule.receiver());
        if (receiver != null) tell(receiver, note, turn);
    }

    private HandoffNote note(Schedule schedule, Handoff handoff) {
        return new HandoffNote(
                schedule,
                handoff,
                HandoffNote.asking(schedule.name(), incidents.all()),
                messages.book(),
                messages.console());
    }

    private void tell(String user, HandoffNote note, Briefing briefing, Turn turn) {
        List<Way> ways = PageWays.ofHandoff(user, messages.book(), turn.now());
        if (ways.isEmpty())
            log.warn(
                    "{} does not hear of the hand-off of {}: no contact method can be used",
                    user,
                    note.handoff().schedule());
        for (Way way : ways) {
            Outgoing message = plan(AddressBook.of(user, way.via()), user, note.handoff(), briefing, way.at(), turn);
            if (waits(message) && way.at().isAfter(turn.now())) waiting.add(message.id());
        }
    }

    private void tell(Receiver receiver, HandoffNote note, Turn turn) {
        Briefing briefing = note.to(Reader.TEAM, turn.now());
        for (Integration integration : receiver.integrations()) {
            String address = AddressBook.of(receiver, integration);
            // One that cannot be reached at all is said to be so when the configuration is read, not here each week.
            boolean usable = HandoffReader.isReadByPeople(integration) && integration.destination() != null;
            if (usable) plan(address, "", note.handoff(), briefing, turn.now(), turn);
        }
    }

    private Outgoing plan(String address, String person, Handoff handoff, Briefing briefing, Instant at, Turn turn) {
        Notice.Kind kind = Notice.Kind.NOTIFY;
        String id = NoticeIds.of(HandoffNote.key(handoff), 0, 0, person, address, kind);
        Notice notice = new Notice(id, kind, person, handoff.schedule(), Messages.LATER, briefing, "");
        Outgoing message = new Outgoing(address, "", 0, 0, Delivery.planned(notice, at), "", Cause.NONE);
        messages.plan(message, turn);
        return message;
    }

    private static boolean waits(Outgoing message) {
        Delivery delivery = message.delivery();
        return delivery.state() == Delivery.State.PLANNED
                && HandoffNote.is(delivery.notice())
                && !delivery.notice().person().isEmpty();
    }

    /** What has waited and leaves now says what is open now. */
    private void refresh(Turn turn) {
        for (String id : List.copyOf(waiting)) {
            Optional<Outgoing> found = outbox.find(id).filter(HandoffDesk::waits);
            if (found.isPresent() && !found.get().delivery().dueAt(turn.now())) continue;
            waiting.remove(id);
            found.ifPresent(message -> refresh(message, turn));
        }
    }

    private void refresh(Outgoing message, Turn turn) {
        Notice notice = message.delivery().notice();
        Handoff handoff = known.get(notice.receiver());
        Schedule schedule = real.oncall().schedules().get(notice.receiver());
        if (handoff == null || schedule == null) return;
        if (!HandoffNote.key(handoff).equals(notice.briefing().group().key())) return;
        boolean comesOn = handoff.users().contains(notice.person());
        Briefing now = note(schedule, handoff).to(comesOn ? Reader.INCOMING : Reader.OUTGOING, turn.now());
        messages.update(message, message.with(message.delivery().saying(now)), turn);
    }

    /** Whoever has heard of it by one way need not hear of it by the next: other than with a page, nobody is asked for an answer. */
    void settled(Outgoing message, Turn turn) {
        Notice notice = message.delivery().notice();
        boolean heard = message.delivery().state() == Delivery.State.DELIVERED;
        if (!heard || notice.person().isEmpty() || !HandoffNote.is(notice)) return;
        for (Outgoing other : outbox.waysOf(message)) {
            boolean tried = other.delivery().state() == Delivery.State.SENDING;
            if (tried || other.delivery().settled()) continue;
            messages.update(other, other.with(other.delivery().cancelled("told by another way")), turn);
        }
    }

    /** When somebody may come on call, or null. */
    @Nullable
    Instant nextDeadline() {
        return next.values().stream()
                .filter(at -> !at.equals(Instant.MAX))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    void everything(Map<String, Object> everything) {
        known.forEach((schedule, handoff) -> everything.put(Turn.key(KIND, schedule), handoff));
    }
}
