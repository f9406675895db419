package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Text messages by Twilio's API. Twilio only queues them: what becomes of one it tells later, where {@code callback} says.
 * Source: twilio.com/docs, Messages resource and error codes.
 */
final class SmsChannel {
    /** The reader said STOP. */
    private static final int OPTED_OUT = 21610;

    /** Never better by trying again: the account, the sender, the reader's number or the text is at fault. */
    private static final Set<Integer> PERMANENT = Set.of(
            20003, 20404, 21211, 21212, 21217, 21408, 21421, 21601, 21602, 21603, 21604, 21605, 21606, 21608, 21609,
            21612, 21614, 21617, 21635, 21703, 21704, 30005, 30006, 63038);

    private final HttpPost http;
    private final ChannelSettings settings;

    SmsChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Sms to) {
        boolean replies = !to.callback().isEmpty();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", to.to());
        fields.put(to.from().startsWith("MG") ? "MessagingServiceSid" : "From", to.from());
        fields.put("Body", SmsText.of(notice, settings.zone(), replies));
        if (replies) fields.put("StatusCallback", to.callback() + "?notice=" + encode(notice.id()));
        String login = to.accountSid() + ":" + to.token().reveal();
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        String url = to.apiUrl() + "/2010-04-01/Accounts/" + to.accountSid() + "/Messages.json";
        return http.send(HttpCall.form(url, Map.of("Authorization", basic), fields), to.access())
                .map(this::outcome);
    }

    private Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        JsonObject body = answered.object();
        if (answered.ok() && body.getValue("sid") instanceof String sid) {
            return new Outcome.Delivered("twilio: " + body.getString("status", "queued") + " as " + sid, "");
        }
        // without Twilio's own words it is something in between that speaks
        int code = body.getValue("code") instanceof Number number ? number.intValue() : 0;
        String detail = code == 0 ? answered.detail() : "twilio says " + code + ": " + body.getValue("message");
        if (code == OPTED_OUT) return new Outcome.Permanent(detail, true);
        if (PERMANENT.contains(code)) return new Outcome.Permanent(detail);
        return new Outcome.Retry(
                detail, RetryAfter.of(answered, settings.clock().instant()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
