package io.tocsin.server;

import io.tocsin.escalation.Effect;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.NoticeIds;
import io.tocsin.escalation.Planned;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans messages: who gets which, worded how, under which id. Owned by the alert loop. */
final class Messages {
    static final String KIND = "outgoing";

    /** Until an attempt looks the address up. */
    private static final Destination LATER = new Destination.Webhook(Secret.NONE, Map.of());

    private final Outbox outbox;
    private AddressBook book;
    private Briefings briefings;

    Messages(Outbox outbox, AddressBook book, Briefings briefings) {
        this.outbox = outbox;
        this.book = book;
        this.briefings = briefings;
    }

    void use(AddressBook changedBook, Briefings changedBriefings) {
        book = changedBook;
        briefings = changedBriefings;
    }

    /** Pages one person by every contact method; false when there is none that can be used. */
    boolean page(Incident incident, Effect.Page page, Turn turn) {
        List<String> addresses = book.of(page.user());
        for (String address : addresses) {
            Briefing briefing = briefings.of(incident, turn.now(), page.user(), page.why(), page.next(), "");
            String id = NoticeIds.of(incident.id(), page.round(), page.level(), page.user(), address, Notice.Kind.PAGE);
            Notice notice = new Notice(
                    id,
                    Notice.Kind.PAGE,
                    page.user(),
                    incident.policy().name(),
                    LATER,
                    briefing,
                    thread(incident, address));
            plan(
                    new Outgoing(
                            address,
                            incident.id(),
                            page.round(),
                            page.level(),
                            Delivery.planned(notice, turn.now()),
                            ""),
                    turn);
        }
        return !addresses.isEmpty();
    }

    /**
     * What one integration of a receiver is told.
     *
     * @param tick the instant the group's look was scheduled for: with group and integration it identifies the notice
     */
    record Told(Receiver receiver, Integration integration, AlertGroup group, Instant tick) {}

    /** Tells one integration of a receiver about its group. */
    void notify(Told told, String why, Optional<Incident> incident, @Nullable Planned next, Turn turn) {
        AlertGroup group = told.group();
        boolean firing = !group.firingAt(turn.now()).isEmpty();
        Notice.Kind kind = firing ? Notice.Kind.NOTIFY : Notice.Kind.RESOLVED;
        String receiver = told.receiver().name();
        String address = AddressBook.of(told.receiver(), told.integration());
        Briefing briefing = incident.map(open -> briefings.of(open, turn.now(), "", why, next, ""))
                .orElseGet(() -> briefings.of(group, turn.now(), why));
        String about = incident.map(Incident::id).orElse("");
        String cause = group.key() + "\n" + told.tick();
        String id = NoticeIds.of(cause, 0, 0, receiver, told.integration().id(), kind);
        String thread = incident.map(open -> thread(open, address)).orElse("");
        Notice notice = new Notice(id, kind, "", receiver, LATER, briefing, thread);
        int round = incident.map(Incident::round).orElse(0);
        plan(new Outgoing(address, about, round, 0, Delivery.planned(notice, turn.now()), ""), turn);
    }

    /** Everyone who was told hears that somebody is on it. */
    void acknowledged(Incident incident, String by, Turn turn) {
        tellAgain(incident, Notice.Kind.ACKNOWLEDGED, by, book.nameOf(by) + " acknowledged it", turn);
    }

    /** Everyone who was paged hears that it is over; receivers hear it from their route, if they want to. */
    void resolved(Incident incident, String by, Turn turn) {
        String why = by.isEmpty() ? "its alerts ended" : book.nameOf(by) + " resolved it";
        tellAgain(incident, Notice.Kind.RESOLVED, by, why, turn);
    }

    private void tellAgain(Incident incident, Notice.Kind kind, String by, String why, Turn turn) {
        List<Outgoing> heard = outbox.of(incident.id()).stream()
                .filter(outgoing -> outgoing.delivery().state() == Delivery.State.DELIVERED)
                .filter(outgoing -> hears(outgoing, kind))
                .toList();
        for (Outgoing first : heard) {
            Notice before = first.delivery().notice();
            String id = NoticeIds.of(incident.id(), incident.round(), 0, before.person(), first.address(), kind);
            Briefing briefing = briefings.of(incident, turn.now(), "", why, null, by);
            Notice notice = new Notice(
                    id, kind, before.person(), before.receiver(), LATER, briefing, thread(incident, first.address()));
            plan(
                    new Outgoing(
                            first.address(),
                            incident.id(),
                            incident.round(),
                            0,
                            Delivery.planned(notice, turn.now()),
                            ""),
                    turn);
        }
    }

    private static boolean hears(Outgoing outgoing, Notice.Kind kind) {
        return switch (outgoing.delivery().notice().kind()) {
            case PAGE -> true;
            case NOTIFY -> kind == Notice.Kind.ACKNOWLEDGED;
            case ACKNOWLEDGED, RESOLVED -> false;
        };
    }

    /** Takes back what has not reached anybody. */
    void cancel(Effect.CancelPages cancel, Turn turn) {
        for (Outgoing open : outbox.openPages(cancel.incident(), cancel.round())) {
            update(open.with(open.delivery().cancelled("no longer needed")), turn);
        }
    }

    /** What the first message to this address began, so that later ones continue it; empty for the first. */
    private String thread(Incident incident, String address) {
        return outbox.of(incident.id()).stream()
                .filter(outgoing ->
                        outgoing.address().equals(address) && !outgoing.thread().isEmpty())
                .findFirst()
                .map(Outgoing::thread)
                .orElse("");
    }

    private void plan(Outgoing outgoing, Turn turn) {
        if (outbox.plan(outgoing)) turn.put(KIND, outgoing.id(), outgoing);
    }

    private void update(Outgoing outgoing, Turn turn) {
        outbox.put(outgoing);
        turn.put(KIND, outgoing.id(), outgoing);
    }

    /** Starts every attempt that is due: recorded first, sent once the record is durable. */
    void startDue(Turn turn) {
        for (Outgoing due : outbox.dueAt(turn.now())) {
            Optional<Destination> destination = book.resolve(due.address());
            Outgoing started = due.with(due.delivery().started(turn.now()));
            if (destination.isEmpty()) {
                String why = "the configuration has no usable " + due.address();
                update(started.answered(new Outcome.Permanent(why), turn.now(), 0), turn);
                continue;
            }
            update(started, turn);
            turn.send(started);
        }
        outbox.purge(turn.now()).forEach(id -> turn.forget(KIND, id));
    }

    /** The notice of an attempt with its destination of today. */
    Notice toSend(Outgoing outgoing) {
        Notice notice = outgoing.delivery().notice();
        Destination destination = book.resolve(outgoing.address()).orElse(notice.destination());
        return new Notice(
                notice.id(),
                notice.kind(),
                notice.person(),
                notice.receiver(),
                destination,
                notice.briefing(),
                notice.thread());
    }

    /** Takes note of an answer; gives the message as it stands now. */
    Optional<Outgoing> answered(String id, Outcome outcome, double jitter, Turn turn) {
        Optional<Outgoing> answered = outbox.find(id).map(outgoing -> outgoing.answered(outcome, turn.now(), jitter));
        answered.ifPresent(outgoing -> update(outgoing, turn));
        return answered;
    }

    /** Brings a message back after a restart; one that was on its way may or may not have arrived. */
    void restore(Outgoing outgoing, double jitter, Turn turn) {
        Outgoing now = outgoing.with(outgoing.delivery().interrupted(turn.now(), jitter));
        outbox.put(now);
        if (!now.equals(outgoing)) turn.put(KIND, now.id(), now);
    }
}
