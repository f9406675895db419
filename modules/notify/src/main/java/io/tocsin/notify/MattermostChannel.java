package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Mattermost's incoming webhooks. They answer {@code ok}, or an error with an id and a sentence. */
final class MattermostChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    MattermostChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Mattermost to, Wording wording) {
        JsonObject message = Story.tells(notice, wording)
                ? MattermostMessage.own(notice, to.channel(), settings.zone())
                : MattermostMessage.worded(
                        wording.words(
                                notice, settings.externalUrl(), settings.clock().instant()),
                        to.channel());
        return http.json(to.url().reveal(), to.access(), Map.of(), message).map(this::outcome);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.page()) return later(answered);
        if (answered.ok()) return new Outcome.Delivered("posted, answer " + answered.status(), "");
        return switch (answered.status()) {
            // a webhook or channel that is not there or closed to it, a post too big; 501: webhooks are switched off
            case 400, 401, 403, 404, 413, 501 -> new Outcome.Permanent(detail(answered));
            default -> later(answered);
        };
    }

    private Outcome later(Answered answered) {
        return new Outcome.Retry(
                detail(answered), RetryAfter.of(answered, settings.clock().instant()));
    }

    private static String detail(Answered answered) {
        JsonObject body = answered.object();
        if (!(body.getValue("message") instanceof String message)) return answered.detail();
        return "mattermost says " + message + " (answer " + answered.status() + ")";
    }
}
