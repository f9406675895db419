package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.notify.SlackErrors.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Slack's incoming webhooks, which answer in plain words and know neither threads nor updates: each notice is a message. */
final class SlackWebhookChannel {
    /** The form of Slack's own words; anything else comes from something in between. */
    private static final Pattern WORD = Pattern.compile("[a-z_]{3,60}");

    private final HttpPost http;
    private final ChannelSettings settings;

    SlackWebhookChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.SlackWebhook to, Wording wording) {
        SlackWords words = SlackWords.of(notice, wording, settings);
        return post(to, words, words.message()).compose(answer -> {
            boolean contentFault = verdict(answer) == Verdict.CONTENT;
            return contentFault
                    ? post(to, words, words.plain()).map(second -> outcome(second, answer))
                    : Future.succeededFuture(outcome(answer, null));
        });
    }

    private Future<Answer> post(Destination.SlackWebhook to, SlackWords words, JsonObject message) {
        return words.within(http.json(to.url().reveal(), to.access(), Map.of(), message));
    }

    /** A proxy's page with status 200 is not Slack's answer. */
    private Outcome outcome(Answer answer, @Nullable Answer first) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        String detail = answered.detail();
        if (answered.ok() && !answered.body().stripLeading().startsWith("<")) {
            return new Outcome.Delivered(
                    first == null ? detail : "delivered as plain text: Slack refused the first form", "");
        }
        return switch (verdict(answered)) {
            case PERMANENT, CONTENT, GONE -> new Outcome.Permanent(detail);
            case AMBIGUOUS -> new Outcome.Ambiguous(detail);
            case RETRY ->
                new Outcome.Retry(
                        detail, RetryAfter.of(answered, settings.clock().instant()));
        };
    }

    private static Verdict verdict(Answer answer) {
        if (!(answer instanceof Answered answered) || answered.ok()) return Verdict.RETRY;
        String word = answered.body().strip();
        Verdict verdict = SlackErrors.verdict(word);
        if (verdict != Verdict.RETRY || !WORD.matcher(word).matches()) return verdict;
        return switch (answered.status()) {
            case 400, 403, 404, 410 -> Verdict.PERMANENT;
            default -> Verdict.RETRY;
        };
    }
}
