package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's endpoint, told in Alertmanager's words or in the form of Standard Webhooks. What the former cannot say goes in
 * headers: the id of the notice, equal on every retry ({@code webhook-id}), its kind and its reader.
 */
final class WebhookChannel {
    private static final int GONE = 410;

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
        Destination.Signing signing = to.signing();
        JsonObject body = signing != null && signing.standardBody()
                ? NoticeJson.of(notice)
                : WebhookBody.of(notice, told, wording, words, settings.externalUrl());
        String url = words.render(to.url().reveal()).strip();
        if (url.isEmpty()) return Future.succeededFuture(new Outcome.Permanent("webhook: 'url' renders to nothing"));
        HttpAccess access = signing == null ? to.access() : to.access().withoutRedirects();
        return Patience.of(words)
                .with(http.json(url, access, headers(notice, signing, body), body))
                .map(answer -> outcome(answer, signing != null));
    }

    private Map<String, String> headers(Notice notice, Destination.@Nullable Signing signing, JsonObject body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("webhook-id", notice.id());
        headers.put("x-tocsin-kind", notice.kind().name().toLowerCase(Locale.ROOT));
        if (!notice.person().isEmpty()) headers.put("x-tocsin-person", notice.person());
        if (signing == null) return headers;
        long timestamp = settings.clock().instant().getEpochSecond();
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", WebhookSignature.of(signing.secrets(), notice.id(), timestamp, body.encode()));
        return headers;
    }

    /** @param standard whether it is agreed that 410 ends it for good */
    private Outcome outcome(Answer answer, boolean standard) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.ok()) return new Outcome.Delivered("answer " + answered.status(), "");
        return switch (answered.status()) {
            case 408, 425, 429 -> later(answered);
            case GONE -> new Outcome.Permanent(answered.detail(), standard);
            default -> answered.status() / 100 == 4 ? new Outcome.Permanent(answered.detail()) : later(answered);
        };
    }

    private Outcome later(Answered answered) {
        return new Outcome.Retry(
                answered.detail(), RetryAfter.of(answered, settings.clock().instant()));
    }
}
