package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Telegram's bot API. Two refusals are answered with another message at once, since they rule out that anything was posted:
 * markup that cannot be read is left out, and a group that has become a supergroup is followed to its new id.
 */
final class TelegramChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    TelegramChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Telegram to, Wording wording) {
        TelegramMessage message = Story.tells(notice, wording)
                ? TelegramMessage.own(notice, to, settings.zone())
                : TelegramMessage.worded(
                        to,
                        wording.words(
                                notice, settings.externalUrl(), settings.clock().instant()));
        return post(to, message).compose(first -> {
            Remedy remedy = remedy(first);
            if (remedy == null) return Future.succeededFuture(outcome(first, ""));
            return post(to, remedy.change().apply(message)).map(second -> outcome(second, remedy.why()));
        });
    }

    private Future<Answer> post(Destination.Telegram to, TelegramMessage message) {
        String base =
                to.apiUrl().endsWith("/") ? to.apiUrl().substring(0, to.apiUrl().length() - 1) : to.apiUrl();
        String url = base + "/bot" + to.token().reveal() + "/sendMessage";
        return http.json(url, to.access(), Map.of(), message.body());
    }

    /** What to send instead, and what to say about it. */
    private record Remedy(UnaryOperator<TelegramMessage> change, String why) {}

    private static @Nullable Remedy remedy(Answer answer) {
        if (!(answer instanceof Answered answered) || answered.status() != 400) return null;
        JsonObject body = answered.object();
        if (body.getValue("parameters") instanceof JsonObject parameters
                && parameters.getValue("migrate_to_chat_id") instanceof Number chat) {
            long moved = chat.longValue();
            return new Remedy(message -> message.to(moved), ", the chat's id is now " + moved);
        }
        boolean markup = description(body).contains("parse entities");
        return markup ? new Remedy(TelegramMessage::unmarked, " without markup: " + description(body)) : null;
    }

    private Outcome outcome(Answer answer, String note) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        JsonObject body = answered.object();
        if (answered.ok() && Boolean.TRUE.equals(body.getValue("ok"))) {
            String id = body.getValue("result") instanceof JsonObject result
                    ? String.valueOf(result.getValue("message_id", ""))
                    : "";
            return new Outcome.Delivered("posted" + note, id);
        }
        // without Telegram's own words it is something in between that speaks
        if (description(body).isEmpty()) return later(answered, answered.detail(), body);
        String detail = "telegram says " + description(body);
        return switch (answered.status()) {
            // a chat that is not there, a wrong token, a bot that was thrown out or blocked
            case 400, 401, 403, 404, 413 -> new Outcome.Permanent(detail);
            default -> later(answered, detail, body);
        };
    }

    private Outcome later(Answered answered, String detail, JsonObject body) {
        Object seconds = body.getValue("parameters") instanceof JsonObject parameters
                ? parameters.getValue("retry_after")
                : null;
        return new Outcome.Retry(
                detail, RetryAfter.of(answered, seconds, settings.clock().instant()));
    }

    private static String description(JsonObject body) {
        return body.getValue("description") instanceof String text ? text : "";
    }
}
