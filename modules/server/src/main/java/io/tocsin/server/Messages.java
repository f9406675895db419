package io.tocsin.server;

import io.tocsin.escalation.Effect;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.NoticeIds;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Way;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.server.config.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans messages: who gets which, worded how, under which id. Owned by the alert loop. */
final class Messages {
    static final String KIND = "outgoing";

    /** Until an attempt looks the address up. */
    static final Destination LATER = new Destination.Webhook(Secret.NONE, Map.of());

    private final Outbox outbox;
    private final Storms storms = new Storms();
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

    /** Where an address leads today. */
    Optional<Destination> destination(String address) {
        return book.resolve(address);
    }

    Reach reach() {
        return book.reach();
    }

    /** Where everything is listed that is open. */
    Briefing.Links console() {
        return briefings.console();
    }

    /** How people and receivers are reached today. */
    AddressBook book() {
        return book;
    }

    /** Somebody who is named and whom nobody knows; null when everybody is known. */
    @Nullable
    String stranger(Signal.Reassign reassign) {
        for (Target target : reassign.to()) {
            if (target instanceof Target.UserTarget(String user) && !book.knows(user)) return user;
        }
        return null;
    }

    /** Pages one person, by every contact method or as their rules say; false when there is no method that can be used. */
    boolean page(Incident incident, Effect.Page page, Turn turn) {
        List<Way> ways = PageWays.of(incident, page, book, turn.now());
        for (Way way : ways) {
            String address = AddressBook.of(page.user(), way.via());
            Briefing briefing = briefings.of(incident, turn.now(), page.why(), page.next(), "");
            String id = NoticeIds.of(incident.id(), page.round(), page.level(), page.user(), address, Notice.Kind.PAGE);
            String policy = incident.policy().name();
            String thread = outbox.thread(incident.id(), address);
            Notice notice = new Notice(id, Notice.Kind.PAGE, page.user(), policy, LATER, briefing, thread);
            Delivery planned = Delivery.planned(notice, way.at());
            plan(new Outgoing(address, incident.id(), page.round(), page.level(), planned, "", Cause.NONE), turn);
        }
        return !ways.isEmpty();
    }

    /**
     * What one integration of a receiver is told.
     *
     * @param tick the instant the group's look was scheduled for: with group and integration it identifies the notice
     * @param cause what asked for it, for templates
     */
    record Told(Receiver receiver, Integration integration, AlertGroup group, Instant tick, Cause cause) {}

    /** Tells one integration of a receiver about its group. */
    void notify(Told told, String why, Optional<Incident> incident, @Nullable Planned next, Turn turn) {
        AlertGroup group = told.group();
        boolean firing = !group.firingAt(turn.now()).isEmpty();
        Notice.Kind kind = firing ? Notice.Kind.NOTIFY : Notice.Kind.RESOLVED;
        String receiver = told.receiver().name();
        String address = AddressBook.of(told.receiver(), told.integration());
        Briefing briefing = incident.map(open -> briefings.of(open, turn.now(), why, next, ""))
                .orElseGet(() -> briefings.of(group, turn.now(), why));
        String about = incident.map(Incident::id).orElse("");
        String cause = group.key() + "\n" + told.tick();
        String id = NoticeIds.of(cause, 0, 0, receiver, told.integration().id(), kind);
        Notice notice = new Notice(id, kind, "", receiver, LATER, briefing, outbox.thread(about, address));
        int round = incident.map(Incident::round).orElse(0);
        Outgoing news = new Outgoing(address, about, round, 0, Delivery.planned(notice, turn.now()), "", told.cause());
        if (outbox.find(id).isEmpty()) plan(storms.admitted(news, book.rate(address), turn.now()), turn);
    }

    /** All messages about an incident, in the order planned. */
    List<Outgoing> about(String incident) {
        return outbox.of(incident);
    }

    /** Everyone who was told hears that somebody is on it. */
    void acknowledged(Incident incident, String by, Turn turn) {
        tellAgain(incident, Notice.Kind.ACKNOWLEDGED, by, turn);
    }

    /** Everyone who was paged hears that it is over; receivers hear it from their route, if they want to. */
    void resolved(Incident incident, String by, Turn turn) {
        tellAgain(incident, Notice.Kind.RESOLVED, by, turn);
    }

    private void tellAgain(Incident incident, Notice.Kind kind, String by, Turn turn) {
        outbox.of(incident.id()).stream()
                .filter(outgoing -> outgoing.delivery().state() == Delivery.State.DELIVERED)
                .filter(outgoing -> hears(outgoing, kind))
                .forEach(first -> tellAgain(incident, first, kind, by, turn));
    }

    private void tellAgain(Incident incident, Outgoing first, Notice.Kind kind, String by, Turn turn) {
        Notice before = first.delivery().notice();
        String id = NoticeIds.of(incident.id(), incident.round(), 0, before.person(), first.address(), kind);
        // Everybody was told many times of an incident that lasts, and hears of its answer once: no words for the rest.
        if (outbox.find(id).isPresent()) return;
        Briefing briefing = briefings.of(incident, turn.now(), why(incident, kind, by), null, by);
        String thread = outbox.thread(incident.id(), first.address());
        Notice notice = new Notice(id, kind, before.person(), before.receiver(), LATER, briefing, thread);
        Delivery planned = Delivery.planned(notice, turn.now());
        plan(new Outgoing(first.address(), incident.id(), incident.round(), 0, planned, "", first.cause()), turn);
    }

    private String why(Incident incident, Notice.Kind kind, String by) {
        if (kind == Notice.Kind.ACKNOWLEDGED) return book.nameOf(by) + " acknowledged it";
        if (incident.state() instanceof State.Resolved over && over.into() != null)
            return book.nameOf(by) + " merged it into " + over.into();
        return by.isEmpty() ? "its alerts ended" : book.nameOf(by) + " resolved it";
    }

    /** A page landed although it had been taken back: who got it hears that nobody needs it any more. */
    private void landedLate(Incident incident, Outgoing page, Turn turn) {
        switch (incident.state()) {
            case State.Triggered triggered -> {}
            case State.Acknowledged held -> tellAgain(incident, page, Notice.Kind.ACKNOWLEDGED, held.by(), turn);
            case State.Resolved over -> tellAgain(incident, page, Notice.Kind.RESOLVED, over.by(), turn);
        }
    }

    private static boolean hears(Outgoing outgoing, Notice.Kind kind) {
        return switch (outgoing.delivery().notice().kind()) {
            case PAGE -> true;
            case NOTIFY -> kind == Notice.Kind.ACKNOWLEDGED;
            case ACKNOWLEDGED, RESOLVED -> false;
        };
    }

    /**
     * A look at a group is a reason to try at once what a receiver could not be told so far: whoever was down may be up again,
     * and nobody waits longer than from one look to the next, as with Alertmanager.
     */
    void hurry(String receiver, String group, Turn turn) {
        for (Outgoing late : outbox.retrying(receiver, group)) {
            Outgoing hurried = late.with(late.delivery().hurried(turn.now()));
            if (!hurried.equals(late)) update(late, hurried, turn);
        }
    }

    /** Takes back what has not reached anybody. */
    void cancel(Effect.CancelPages cancel, Turn turn) {
        for (Outgoing open : outbox.openPages(cancel.incident(), cancel.round())) {
            update(open, open.with(open.delivery().cancelled("no longer needed")), turn);
        }
    }

    /** Adds a message to the step, unless the same cause was told before. */
    void plan(Outgoing outgoing, Turn turn) {
        if (!outbox.plan(outgoing)) return;
        turn.put(KIND, outgoing.id(), outgoing);
        for (Outgoing old : outbox.overtakenBy(outgoing)) {
            update(old, old.with(old.delivery().cancelled("overtaken by a later message")), turn);
        }
        if (outgoing.delivery().notice().kind() != Notice.Kind.PAGE) return;
        for (Outgoing old : outbox.pagesReplacedBy(outgoing, turn.now())) {
            update(old, old.with(old.delivery().cancelled("replaced by a later page")), turn);
        }
    }

    /** Has another way to the person of a page, or of a hand-off, take the place of those that fail. */
    private void failOver(Outgoing page, Turn turn) {
        Notice notice = page.delivery().notice();
        if (notice.kind() != Notice.Kind.PAGE
                && !(HandoffNote.is(notice) && !notice.person().isEmpty())) return;
        PageWays.sooner(outbox.waysOf(page), book, turn.now())
                .ifPresent(next -> outbox.find(next.id()).ifPresent(before -> update(before, next, turn)));
    }

    /** Takes note of what became of a message. */
    void update(Outgoing before, Outgoing after, Turn turn) {
        outbox.put(after);
        turn.put(KIND, after.id(), after);
        if (!before.delivery().settled() && after.delivery().settled()) turn.settled(after);
    }

    /** The clock on the wall was set back: what waits goes on waiting as long as it would have. */
    void clockSetBack(Duration by, Turn turn) {
        storms.earlierBy(by);
        for (Outgoing waiting : outbox.unsettled()) {
            update(waiting, waiting.with(waiting.delivery().earlierBy(by)), turn);
        }
    }

    /** Starts every attempt that is due: recorded first, sent once the record is durable. */
    void startDue(Turn turn) {
        outbox.putOffUntil(turn.now()).forEach((address, messages) -> {
            if (messages.size() > 1) sumUp(address, messages, turn);
        });
        for (Outgoing due : outbox.dueAt(turn.now())) {
            Outgoing started = due.with(due.delivery().started(turn.now()));
            if (book.resolve(due.address()).isPresent()) {
                update(due, started, turn);
                turn.send(started);
            } else {
                String why = "the configuration has no usable " + due.address();
                update(due, started.answered(new Outcome.Permanent(why), turn.now(), 0), turn);
                failOver(due, turn);
            }
        }
        outbox.purge(turn.now()).forEach(id -> turn.forget(KIND, id));
    }

    /** One message instead of many: they end as told by it, in the same step as it is planned. */
    private void sumUp(String address, List<Outgoing> messages, Turn turn) {
        Rate rate = book.rate(address);
        Notice.Kind kind = Digest.kind(messages);
        Briefing briefing = Digest.of(address, messages, rate, turn.now(), briefings.links(messages));
        String receiver = messages.getFirst().delivery().notice().receiver();
        String id = NoticeIds.of(briefing.group().key(), 0, 0, receiver, address, kind);
        Notice notice = new Notice(id, kind, "", receiver, LATER, briefing, "");
        plan(new Outgoing(address, "", 0, 0, Delivery.planned(notice, turn.now()), "", Cause.NONE), turn);
        storms.summedUp(address, rate, turn.now());
        String told = "told together with " + (messages.size() - 1) + " others in message " + id;
        for (Outgoing message : messages)
            update(message, message.with(message.delivery().cancelled(told)), turn);
    }

    /** A started attempt as it leaves; empty when it was taken back before it could. */
    Optional<Leaving> toSend(Outgoing started, Instant now) {
        return outbox.find(started.id())
                .filter(current -> current.delivery().state() == Delivery.State.SENDING)
                .map(wanted -> Leaving.of(started, book, briefings, outbox, now));
    }

    /**
     * Takes note of an answer.
     *
     * @param incidents where the incident of a page is found
     */
    void answered(String id, Outcome outcome, double jitter, IncidentBook incidents, Turn turn) {
        Outgoing before = outbox.find(id).orElse(null);
        if (before == null) return;
        update(before, before.answered(outcome, turn.now(), jitter), turn);
        failOver(before, turn);
        boolean takenBack =
                before.delivery().state() == Delivery.State.CANCELLED && hears(before, Notice.Kind.RESOLVED);
        if (takenBack && Attempts.mayHaveLanded(outcome)) {
            incidents.find(before.incident()).ifPresent(incident -> landedLate(incident, before, turn));
        }
    }

    /** Brings a message back after a restart; one that was on its way may or may not have arrived. */
    void restore(Outgoing outgoing, double jitter, Turn turn) {
        outbox.put(outgoing);
        Outgoing now = outgoing.with(outgoing.delivery().interrupted(turn.now(), jitter));
        if (!now.equals(outgoing)) update(outgoing, now, turn);
    }
}
