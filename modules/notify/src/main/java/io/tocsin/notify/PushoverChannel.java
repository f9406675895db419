package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pushover's message API. A message that rings until it is confirmed comes with a receipt; once nobody has to act any more, the
 * ringing is called off with it.
 */
final class PushoverChannel {
    /** Pushover asks for it after an error of its own. */
    private static final int PAUSE_SECONDS = 5;

    private final HttpPost http;
    private final ChannelSettings settings;

    PushoverChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Pushover to, Wording wording) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", to.token().reveal());
        fields.put("user", to.user().reveal());
        fields.putAll(
                Story.tells(notice, wording)
                        ? PushoverMessage.own(notice, settings.zone())
                        : PushoverMessage.worded(wording.words(
                                notice, settings.externalUrl(), settings.clock().instant())));
        boolean ringing = notice.thread().matches("[A-Za-z0-9]{1,64}") && !stillRings(notice);
        // whether it could be called off changes nothing about what has to be told
        return (ringing ? callOff(notice.thread(), to) : Future.succeededFuture())
                .compose(quiet -> post(to, "/1/messages.json", fields))
                .map(answer -> outcome(answer, notice.thread()));
    }

    private static boolean stillRings(Notice notice) {
        Facts facts = new Facts(notice);
        return facts.firing() && !facts.over();
    }

    private Future<Answer> callOff(String receipt, Destination.Pushover to) {
        return post(
                to,
                "/1/receipts/" + receipt + "/cancel.json",
                Map.of("token", to.token().reveal()));
    }

    private Future<Answer> post(Destination.Pushover to, String path, Map<String, String> fields) {
        String base =
                to.apiUrl().endsWith("/") ? to.apiUrl().substring(0, to.apiUrl().length() - 1) : to.apiUrl();
        return http.send(HttpCall.form(base + path, Map.of(), fields), to.access());
    }

    private Outcome outcome(Answer answer, String thread) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        JsonObject body = answered.object();
        if (answered.ok() && body.getValue("status") instanceof Number status && status.intValue() == 1) {
            String receipt = body.getValue("receipt") instanceof String text ? text : thread;
            return new Outcome.Delivered("queued", receipt);
        }
        // without Pushover's own words it is something in between that speaks
        boolean own = body.getValue("status") instanceof Number;
        boolean refused = own && answered.status() / 100 == 4 && answered.status() != 408;
        if (refused && answered.status() != 429) return new Outcome.Permanent(detail(answered));
        if (refused && usedUp(answered)) {
            return new Outcome.Permanent("all messages of this application are used up: " + detail(answered));
        }
        Integer pause = answered.status() / 100 == 5 ? PAUSE_SECONDS : null;
        return new Outcome.Retry(
                detail(answered),
                RetryAfter.of(answered, pause, settings.clock().instant()));
    }

    /** Nothing is left, and the next month is farther away than a notice lives. */
    private boolean usedUp(Answered answered) {
        String remaining = answered.headers().get("X-Limit-App-Remaining");
        String reset = answered.headers().get("X-Limit-App-Reset");
        if (reset == null || !reset.matches("\\d{1,12}") || !"0".equals(remaining)) return false;
        Instant end = Instant.ofEpochSecond(Long.parseLong(reset));
        Duration wait = Duration.between(settings.clock().instant(), end);
        return wait.compareTo(Delivery.GIVE_UP_AFTER) > 0;
    }

    private static String detail(Answered answered) {
        Object errors = answered.object().getValue("errors");
        return errors == null ? answered.detail() : "pushover says " + errors;
    }
}
