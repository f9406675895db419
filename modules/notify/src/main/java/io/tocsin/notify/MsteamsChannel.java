package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A workflow of Microsoft Teams that starts "when a Teams webhook request is received". It answers 202 before it posts, so a
 * delivery means that the workflow took it; what it does then is seen in its run history only.
 */
final class MsteamsChannel {
    /** How connectors, the older kind of webhook, report a failure in an answer with status 200. */
    private static final String FAILED = "Webhook message delivery failed";

    private final HttpPost http;
    private final ChannelSettings settings;

    MsteamsChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Msteams to, Wording wording) {
        JsonObject card = Story.tells(notice, wording)
                ? MsteamsCard.own(notice, settings.zone())
                : MsteamsCard.worded(
                        notice,
                        wording.words(
                                notice, settings.externalUrl(), settings.clock().instant()));
        return http.json(to.url().reveal(), to.access(), Map.of(), card).map(this::outcome);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.ok() && !answered.page()) {
            if (answered.body().contains(FAILED)) return failed(answered);
            return new Outcome.Delivered("the workflow took it, answer " + answered.status(), "");
        }
        if (answered.page()) return later(answered);
        return switch (answered.status()) {
            // a card it cannot read, a signature it does not know, a workflow that is gone or switched off, a card too
            // big
            case 400, 401, 403, 404, 405, 410, 413, 415 -> new Outcome.Permanent(answered.detail());
            default -> later(answered);
        };
    }

    private Outcome failed(Answered answered) {
        boolean tooBig = answered.body().contains("HTTP error 413");
        return tooBig ? new Outcome.Permanent(answered.detail()) : later(answered);
    }

    private Outcome later(Answered answered) {
        return new Outcome.Retry(
                answered.detail(), RetryAfter.of(answered, settings.clock().instant()));
    }
}
