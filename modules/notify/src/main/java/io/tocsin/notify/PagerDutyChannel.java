package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** PagerDuty's Events API v2. Sending an event twice changes nothing there, so whatever is unclear may be sent again. */
final class PagerDutyChannel {
    private static final String PATH = "/v2/enqueue";

    private final HttpPost http;
    private final ChannelSettings settings;

    PagerDutyChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.PagerDuty to, Wording wording) {
        Words words =
                wording.words(notice, settings.externalUrl(), settings.clock().instant());
        JsonObject event = event(notice, to, wording, words);
        String url = to.url().endsWith("/") ? to.url().substring(0, to.url().length() - 1) : to.url();
        return Patience.of(words)
                .with(http.send(HttpCall.json(url + PATH, Map.of(), event).guarded(), to.access()))
                .map(answer -> outcome(answer, PagerDutyEvent.dedupKey(notice)));
    }

    private JsonObject event(Notice notice, Destination.PagerDuty to, Wording wording, Words words) {
        String key = words.render(to.routingKey().reveal());
        return PagerDutyForm.words(notice, wording)
                ? PagerDutyForm.of(notice, words, key)
                : PagerDutyEvent.of(notice, key, settings.externalUrl());
    }

    private Outcome outcome(Answer answer, String dedupKey) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.ok() && !answered.body().stripLeading().startsWith("<")) {
            return new Outcome.Delivered("pagerduty took the event", dedupKey);
        }
        return switch (answered.status()) {
            // a broken event or routing key; anything else may be the network in between
            case 400, 413 -> new Outcome.Permanent(answered.detail());
            default ->
                new Outcome.Retry(
                        answered.detail(),
                        RetryAfter.of(answered, settings.clock().instant()));
        };
    }
}
