package io.tocsin.server.callbacks;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.notify.ReplyCode;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.api.NoSuchIncidentException;
import io.tocsin.server.api.RefusedException;
import io.tocsin.server.callbacks.TextMessages.Page;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Person;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does what people write back to text messages, and takes note of what became of those. Owned by one loop. */
public final class SmsDesk {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final String HELP =
            "Write a CODE to acknowledge, r CODE to resolve, e CODE to escalate; the code is in the message.";

    /** So many fit into an answer that somebody reads. */
    private static final int LISTED_MAX = 4;

    private final Incidents incidents;
    private final TextMessages messages;
    private final Supplier<Configuration> configuration;
    private final InstantSource clock;
    private final Seen seen = new Seen(REMEMBERED);

    public SmsDesk(
            Incidents incidents, TextMessages messages, Supplier<Configuration> configuration, InstantSource clock) {
        this.incidents = incidents;
        this.messages = messages;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** An open incident that somebody was paged for, with the newest of his pages. */
    private record Open(IncidentView view, Page page) {}

    /**
     * Twilio tells how far a message got. Only ends count, so it does not matter in which order the steps before are told.
     *
     * @param error Twilio's code, empty for none
     */
    public Future<Void> status(String noticeId, String status, String error) {
        return switch (status) {
            case "delivered", "read" -> messages.arrived(noticeId, "twilio: " + status);
            case "undelivered", "failed" ->
                messages.bounced(noticeId, "twilio: " + status + (error.isEmpty() ? "" : ", error " + error));
            default -> Future.succeededFuture();
        };
    }

    /**
     * Somebody wrote to our number.
     *
     * @param id the same whenever the same message is told again
     * @return what to answer; empty for nothing
     */
    public Future<String> wrote(String number, String text, String id) {
        if (!seen.first(id, clock.instant())) return Future.succeededFuture("");
        return reply(number, text).onFailure(again -> seen.forget(id));
    }

    private Future<String> reply(String number, String text) {
        Optional<String> user = user(number);
        return switch (SmsReply.of(text)) {
            // Twilio says itself what there is to say.
            case SmsReply.Stop stop -> messages.stop(number).map("");
            case SmsReply.Start start -> messages.start(number).map("");
            // Strangers get no answer: two machines that answer each other would never stop.
            case SmsReply.Unclear unclear -> Future.succeededFuture(user.isEmpty() ? "" : HELP);
            case SmsReply.Answer answer -> user.isEmpty() ? Future.succeededFuture("") : answered(user.get(), answer);
        };
    }

    private Optional<String> user(String number) {
        return configuration.get().oncall().users().values().stream()
                .filter(person -> number.equals(person.contacts().get("sms")))
                .map(Person::user)
                .findFirst();
    }

    private Future<String> answered(String user, SmsReply.Answer answer) {
        return messages.pagesTo(user).compose(pages -> {
            List<Page> meant = pages.stream()
                    .filter(page -> answer.code().isEmpty() || answer.code().equals(ReplyCode.of(page.noticeId())))
                    .toList();
            if (meant.isEmpty() && !answer.code().isEmpty())
                return Future.succeededFuture("No page has the code " + answer.code() + ". " + HELP);
            return open(meant).compose(open -> choose(user, answer, meant, open));
        });
    }

    /** The open incidents among those that pages are about. */
    private Future<List<Open>> open(List<Page> pages) {
        Map<String, Page> newest = new LinkedHashMap<>();
        pages.forEach(page -> newest.putIfAbsent(page.incident(), page));
        return incidents
                .list(incident -> incident.open() && newest.containsKey(incident.id()))
                .map(views -> views.stream()
                        .flatMap(view ->
                                Optional.ofNullable(newest.get(view.incident().id()))
                                        .map(page -> new Open(view, page))
                                        .stream())
                        .toList());
    }

    private Future<String> choose(String user, SmsReply.Answer answer, List<Page> meant, List<Open> open) {
        if (open.size() == 1) return act(user, answer, open.getFirst());
        if (open.isEmpty()) {
            return Future.succeededFuture(
                    meant.isEmpty() ? "Nothing is open that you were paged for." : "It is over, nothing was changed.");
        }
        String codes = open.stream()
                .limit(LISTED_MAX)
                .map(one ->
                        ReplyCode.of(one.page().noticeId()) + " " + one.view().title())
                .collect(Collectors.joining("; "));
        return Future.succeededFuture(open.size() + " are open, nothing was changed. Which one? " + codes);
    }

    private Future<String> act(String user, SmsReply.Answer answer, Open open) {
        Signal signal = answer.verb().signal(user, open.page().round());
        return incidents
                .act(open.view().incident().id(), signal)
                .map(view -> done(view, answer.verb(), user))
                .recover(SmsDesk::refused);
    }

    private static String done(IncidentView view, SmsReply.Verb verb, String user) {
        return switch (verb) {
            case RESOLVE -> "Resolved: " + view.title();
            case ESCALATE -> "The next level is being paged: " + view.title();
            case ACKNOWLEDGE ->
                view.incident().state() instanceof State.Acknowledged held
                                && !held.by().equals(user)
                        ? "Taken by " + held.by() + ", you are noted as well: " + view.title()
                        : "It is yours: " + view.title();
        };
    }

    private static Future<String> refused(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> Future.succeededFuture("Nothing was changed: " + refused.getMessage());
            case NoSuchIncidentException none -> Future.succeededFuture("It is over, nothing was changed.");
            default -> Future.failedFuture(failure);
        };
    }
}
