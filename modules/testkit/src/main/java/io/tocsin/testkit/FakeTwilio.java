package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Twilio's API for text messages, and the phones behind it: they reply, and say STOP and START. Source: twilio.com/docs,
 * Messages resource, Track outbound message status, Receive and reply, Error and warning dictionary.
 */
public final class FakeTwilio extends FakeService<FakeTwilio.Sms> {
    public static final String ACCOUNT = "AC00000000000000000000000000000001";
    public static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";

    /** The only sender that the account has. */
    public static final String FROM = "+15550100";

    private static final int MAX_BODY = 1600;

    private final AtomicInteger sequence = new AtomicInteger();
    private final Set<String> optedOut = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;

    /**
     * A message that was queued.
     *
     * @param statusCallback where its sender wants to hear of it; empty for nowhere
     */
    public record Sms(String sid, String from, String to, String body, String statusCallback) {}

    private FakeTwilio(Vertx vertx) {
        super(vertx);
        this.vertx = vertx;
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeTwilio> start(Vertx vertx, int port) {
        return listen(new FakeTwilio(vertx), port);
    }

    /** What a client calls {@code https://api.twilio.com}. */
    public String apiUrl() {
        return base();
    }

    /** Twilio's way to say no. */
    public static Fault error(int status, int code, String message) {
        return Fault.answer(status, refusal(status, code, message).encode());
    }

    @Override
    FakeHttp.Reply answer(FakeHttp.Request request) {
        if (!request.path().equals("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json")) {
            return refuse(404, 20404, "The requested resource was not found");
        }
        String login = "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT + ":" + AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!login.equals(request.headers().get("Authorization"))) return refuse(401, 20003, "Authenticate");
        Map<String, String> form = form(request.body());
        String to = form.getOrDefault("To", "");
        String body = form.getOrDefault("Body", "");
        if (to.isEmpty()) return refuse(400, 21604, "A 'To' phone number is required.");
        if (!to.matches("\\+[1-9][0-9]{6,14}")) return refuse(400, 21211, "Invalid 'To' Phone Number: " + to);
        if (form.containsKey("From") == form.containsKey("MessagingServiceSid"))
            return refuse(400, 21603, "A 'From' phone number is required.");
        if (!form.getOrDefault("From", FROM).equals(FROM))
            return refuse(400, 21606, "The From phone number is not a valid, SMS-capable number");
        if (body.isEmpty()) return refuse(400, 21602, "Message body is required.");
        if (body.length() > MAX_BODY) return refuse(400, 21617, "The concatenated message body exceeds the limit");
        if (optedOut.contains(to)) return refuse(400, 21610, "Attempt to send to unsubscribed recipient");
        return queue(form, to, body);
    }

    private FakeHttp.Reply queue(Map<String, String> form, String to, String body) {
        String sid = String.format(Locale.ROOT, "SM%032x", sequence.incrementAndGet());
        take(new Sms(sid, FROM, to, body, form.getOrDefault("StatusCallback", "")));
        JsonObject queued = new JsonObject()
                .put("sid", sid)
                .put("account_sid", ACCOUNT)
                .put("to", to)
                .put("status", form.containsKey("MessagingServiceSid") ? "accepted" : "queued")
                .put("error_code", null);
        return FakeHttp.Reply.json(201, queued);
    }

    private static FakeHttp.Reply refuse(int status, int code, String message) {
        return FakeHttp.Reply.json(status, refusal(status, code, message));
    }

    private static JsonObject refusal(int status, int code, String message) {
        return new JsonObject().put("code", code).put("message", message).put("status", status);
    }

    /**
     * Tells the sender what became of a message; gives the status of the answer.
     *
     * @param server where the sender really is: what is signed is the address that it gave
     */
    public Future<Integer> status(Sms sms, String server, String status, String errorCode) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", sms.sid());
        form.put("MessageStatus", status);
        form.put("To", sms.to());
        form.put("From", sms.from());
        if (!errorCode.isEmpty()) form.put("ErrorCode", errorCode);
        URI signed = URI.create(sms.statusCallback());
        String url = server + signed.getRawPath() + "?" + signed.getRawQuery();
        return new FakeTwilioRequest(AUTH_TOKEN, sms.statusCallback(), form)
                .send(vertx, url)
                .map(FakeTwilioRequest.Answer::status);
    }

    /**
     * Somebody writes to our number: gives what the phone shows in answer, empty for nothing. STOP and START count as they do
     * with Twilio, whatever the answer.
     *
     * @param signedUrl the address that the number is configured with
     * @param url where that really is
     */
    public Future<String> write(String signedUrl, String url, String phone, String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        if (word.equals("STOP")) optedOut.add(phone);
        if (word.equals("START")) optedOut.remove(phone);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", String.format(Locale.ROOT, "SM%032x", sequence.incrementAndGet()));
        form.put("AccountSid", ACCOUNT);
        form.put("From", phone);
        form.put("To", FROM);
        form.put("Body", text);
        form.put("SmsStatus", "received");
        return new FakeTwilioRequest(AUTH_TOKEN, signedUrl, form)
                .send(vertx, url)
                .map(FakeTwilioRequest.Answer::message);
    }
}
