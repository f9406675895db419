package io.tocsin.server;

import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.notify.Form;
import io.tocsin.notify.Wording;
import java.time.Instant;

/**
 * A notice as it leaves: with the destination and the words that the configuration of today has for it.
 *
 * @param wording whose words it uses
 */
record Leaving(Notice notice, Wording wording) {
    /** The notice of a started attempt, with the destination of today and a signed link, neither of which is ever written down. */
    static Leaving of(Outgoing started, AddressBook book, Briefings briefings, Outbox outbox, Instant now) {
        Notice notice = started.delivery().notice();
        Briefing briefing = notice.kind() == Notice.Kind.PAGE
                ? briefings.signed(notice.briefing(), started.round(), notice.person(), now)
                : notice.briefing();
        Form form = Digest.is(notice) || HandoffNote.is(notice) ? Form.EMPTY : book.form(started.address());
        Destination to = book.resolve(started.address()).orElse(notice.destination());
        Notice leaving = new Notice(
                notice.id(),
                notice.kind(),
                notice.person(),
                notice.receiver(),
                to,
                briefings.answerable(briefing, started.round(), to),
                continued(started, notice, form, outbox));
        Cause cause = started.cause();
        return new Leaving(leaving, new Wording(form, cause.reason(), cause.routeLabels()));
    }

    private static String continued(Outgoing started, Notice notice, Form form, Outbox outbox) {
        if (!notice.thread().isEmpty()) return notice.thread();
        String thread = outbox.thread(started.incident(), started.address());
        boolean rewrites =
                thread.isEmpty() && form.updates() && !started.cause().isFirst();
        return rewrites ? outbox.lastThread(started) : thread;
    }
}
