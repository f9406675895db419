package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request of Slack to an app, signed as version 0: HMAC-SHA256 over {@code v0:TIMESTAMP:BODY}. */
public record FakeSlackRequest(String secret, JsonObject payload, Instant at) {
    /** Later answers are shown to the one who pressed as a failure. */
    private static final int PATIENCE_SECONDS = 3;

    public String timestamp() {
        return Long.toString(at.getEpochSecond());
    }

    public String body() {
        return "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
    }

    public String signature() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = ("v0:" + timestamp() + ":" + body()).getBytes(StandardCharsets.UTF_8);
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    /** Sends it; gives the status of the answer. */
    Future<Integer> send(Vertx vertx, String url) {
        HttpClient client = vertx.createHttpClient();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
        return client.request(options)
                .compose(request -> request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .putHeader("X-Slack-Request-Timestamp", timestamp())
                        .putHeader("X-Slack-Signature", signature())
                        .send(body()))
                .map(response -> response.statusCode())
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .eventually(client::close);
    }
}
