package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * OpsGenie's alert API, which Jira Service Management speaks too. An alert that is open already only counts one more of the
 * same alias, so whatever is unclear may be sent again. It answers 202 before it works on it.
 */
final class OpsgenieChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    OpsgenieChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Opsgenie to, Wording wording) {
        return sendAll(calls(notice, to, wording), to);
    }

    /** The next one only when the one before was taken. */
    private Future<Outcome> sendAll(List<HttpCall> calls, Destination.Opsgenie to) {
        Future<Outcome> sent = http.send(calls.getFirst(), to.access()).map(this::outcome);
        List<HttpCall> rest = calls.subList(1, calls.size());
        if (rest.isEmpty()) return sent;
        return sent.compose(
                outcome -> outcome instanceof Outcome.Delivered ? sendAll(rest, to) : Future.succeededFuture(outcome));
    }

    private List<HttpCall> calls(Notice notice, Destination.Opsgenie to, Wording wording) {
        boolean own = Story.tells(notice, wording);
        Words words =
                wording.words(notice, settings.externalUrl(), settings.clock().instant());
        String one = "/" + OpsgenieAlert.alias(notice);
        if (notice.kind() == Notice.Kind.ACKNOWLEDGED) {
            return List.of(call(to, one + "/acknowledge", OpsgenieAlert.ownUpdate(notice)));
        }
        if (new Facts(notice).over()) {
            JsonObject end = own ? OpsgenieAlert.ownUpdate(notice) : OpsgenieAlert.wordedEnd(words);
            return List.of(call(to, one + "/close", end));
        }
        JsonObject alert = own ? OpsgenieAlert.own(notice, settings.zone()) : OpsgenieAlert.worded(notice, words);
        HttpCall create = call(to, "", alert);
        if (own || !words.flag("update_alerts", false)) return List.of(create);
        JsonObject message = new JsonObject().put("message", alert.getString("message"));
        JsonObject text = new JsonObject().put("description", alert.getString("description", ""));
        return List.of(
                create,
                call(to, one + "/message", message).put(),
                call(to, one + "/description", text).put());
    }

    private static HttpCall call(Destination.Opsgenie to, String path, JsonObject body) {
        String base =
                to.apiUrl().endsWith("/") ? to.apiUrl().substring(0, to.apiUrl().length() - 1) : to.apiUrl();
        String url = base + "/v2/alerts" + path + (path.isEmpty() ? "" : "?identifierType=alias");
        return HttpCall.json(url, Map.of("Authorization", "GenieKey " + to.key().reveal()), body);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        if (answered.page()) return later(answered);
        if (answered.ok()) return new Outcome.Delivered("opsgenie took it, answer " + answered.status(), "");
        return switch (answered.status()) {
            // a body or key it does not take (401, 403), a plan without it (402), a field too long (422)
            case 400, 401, 402, 403, 404, 405, 413, 415, 422 -> new Outcome.Permanent(detail(answered));
            default -> later(answered);
        };
    }

    /** Of its limits of requests it tells the period, in a header of its own. */
    private Outcome later(Answered answered) {
        String period = answered.headers().get("X-RateLimit-Period-In-Sec");
        boolean limited = answered.status() == 429 && period != null && period.matches("\\d{1,5}");
        Integer seconds = limited ? Integer.valueOf(period) : null;
        return new Outcome.Retry(
                detail(answered),
                RetryAfter.of(answered, seconds, settings.clock().instant()));
    }

    private static String detail(Answered answered) {
        JsonObject body = answered.object();
        if (!(body.getValue("message") instanceof String message)) return answered.detail();
        Object errors = body.getValue("errors");
        return "opsgenie says " + message + " (answer " + answered.status() + ")"
                + (errors == null ? "" : " " + errors);
    }
}
