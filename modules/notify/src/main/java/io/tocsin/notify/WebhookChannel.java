package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody's endpoint, told in Alertmanager's words. What those words cannot say goes in headers: the id of the notice, equal
 * on every retry ({@code webhook-id}, as Standard Webhooks has it), its kind and its reader.
 */
final class WebhookChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    WebhookChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Webhook to, Wording wording) {
        Notice told = WebhookBody.told(notice, wording);
        Words words =
                wording.words(told, settings.externalUrl(), settings.clock().instant());
        JsonObject body = WebhookBody.of(notice, told, wording, words, settings.externalUrl());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("webhook-id", notice.id());
        headers.put("x-tocsin-kind", notice.kind().name().toLowerCase(Locale.ROOT));
        if (!notice.person().isEmpty()) headers.put("x-tocsin-person", notice.person());
        String url = words.render(to.url().reveal()).strip();
        if (url.isEmpty()) return Future.succeededFuture(new Outcome.Permanent("webhook: 'url' renders to nothing"));
        return Patience.of(words)
                .with(http.json(url, to.access(), headers, body))
                .map(this::outcome);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.ok()) return new Outcome.Delivered("answer " + answered.status(), "");
        return switch (answered.status()) {
            case 408, 425, 429 -> later(answered);
            default -> answered.status() / 100 == 4 ? new Outcome.Permanent(answered.detail()) : later(answered);
        };
    }

    private Outcome later(Answered answered) {
        return new Outcome.Retry(
                answered.detail(), RetryAfter.of(answered, settings.clock().instant()));
    }
}
