package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Discord's webhooks. They are asked to {@code wait}: without it the answer comes before the message is kept, and says nothing.
 */
final class DiscordChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    DiscordChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Discord to, Wording wording) {
        JsonObject message = Story.tells(notice, wording)
                ? DiscordMessage.own(notice, settings.zone())
                : DiscordMessage.worded(
                        notice,
                        wording.words(
                                notice, settings.externalUrl(), settings.clock().instant()));
        String url = to.url().reveal();
        String waiting = url + (url.contains("?") ? "&" : "?") + "wait=true";
        return http.json(waiting, to.access(), Map.of(), message).map(this::outcome);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.page()) return later(answered);
        if (answered.ok()) return new Outcome.Delivered("posted, answer " + answered.status(), "");
        return switch (answered.status()) {
            // 50035 a form it does not like, 50027 a wrong token, 10015 a webhook that was deleted
            case 400, 401, 403, 404, 405, 413 -> new Outcome.Permanent(detail(answered));
            default -> later(answered);
        };
    }

    /** Discord says in the body, to the millisecond, when it wants to be asked again. */
    private Outcome later(Answered answered) {
        Object seconds = answered.object().getValue("retry_after");
        return new Outcome.Retry(
                detail(answered),
                RetryAfter.of(answered, seconds, settings.clock().instant()));
    }

    private static String detail(Answered answered) {
        JsonObject body = answered.object();
        if (!(body.getValue("message") instanceof String message)) return answered.detail();
        Object code = body.getValue("code");
        Object errors = body.getValue("errors");
        return "discord says " + message + (code == null ? "" : " (code " + code + ")")
                + (errors == null ? "" : " " + errors);
    }
}
