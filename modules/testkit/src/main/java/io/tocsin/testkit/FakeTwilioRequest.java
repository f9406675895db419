package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request of Twilio to whoever uses it: HMAC-SHA1 over the address and the fields in the order of their names. Source:
 * twilio.com/docs, Webhooks security.
 *
 * @param signedUrl the address as Twilio knows it, which a proxy may have changed on the way
 */
public record FakeTwilioRequest(String token, String signedUrl, Map<String, String> form) {
    private static final int PATIENCE_SECONDS = 15;
    private static final Pattern MESSAGE = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

    /** What came back: TwiML. */
    public record Answer(int status, String type, String body) {
        /** What the phone shows; empty for nothing. */
        public String message() {
            Matcher matcher = MESSAGE.matcher(body);
            if (!matcher.find()) return "";
            return matcher.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        }
    }

    public String signature() {
        StringBuilder signed = new StringBuilder(signedUrl);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA1", e);
        }
    }

    public String body() {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends it to an address, which may be another way to the one that is signed. */
    public Future<Answer> send(Vertx vertx, String url) {
        return OnLoop.ask(vertx, () -> send(vertx.createHttpClient(), url));
    }

    private Future<Answer> send(HttpClient client, String url) {
        return client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url))
                .compose(request -> request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .putHeader("X-Twilio-Signature", signature())
                        .send(body()))
                .compose(response -> response.body()
                        .map(body -> new Answer(
                                response.statusCode(),
                                String.valueOf(response.getHeader("Content-Type")),
                                body.toString())))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .eventually(client::close);
    }
}
