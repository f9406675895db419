package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of PagerDuty, version 3: what somebody did to an incident there. Sent again, it keeps its id. Source:
 * developer.pagerduty.com, Webhooks v3.
 *
 * @param type such as {@code incident.acknowledged}
 * @param dedupKey of the events that opened the incident
 * @param person who did it; null for an event of the Events API
 */
public record FakePagerDutyWebhook(
        String id, String type, String dedupKey, @Nullable String person, Instant at) {
    /** PagerDuty does not wait longer. */
    private static final int PATIENCE_SECONDS = 5;

    /** What is sent. */
    public JsonObject body() {
        JsonObject incident = new JsonObject()
                .put("id", "PGR0VU2")
                .put("type", "incident")
                .put("number", 2)
                .put("status", type.substring(type.indexOf('.') + 1))
                .put("incident_key", dedupKey)
                .put("title", "A little bump in the road");
        JsonObject event = new JsonObject()
                .put("id", "event-" + id)
                .put("event_type", type)
                .put("resource_type", "incident")
                .put("occurred_at", at.toString())
                .put("agent", agent())
                .put("client", null)
                .put("data", incident);
        return new JsonObject().put("event", event);
    }

    private JsonObject agent() {
        return person == null
                ? new JsonObject()
                        .put("id", "PS1")
                        .put("type", "service_reference")
                        .put("summary", "Tocsin")
                : new JsonObject()
                        .put("id", "PU1")
                        .put("type", "user_reference")
                        .put("summary", person);
    }

    /** The header for these secrets: several while one is being replaced. */
    public static String signature(String body, List<String> secrets) {
        return secrets.stream().map(secret -> "v1=" + hmac(secret, body)).collect(Collectors.joining(","));
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    /** Sends it; gives the status of the answer. */
    public Future<Integer> send(Vertx vertx, String url, String... secrets) {
        HttpClient client = vertx.createHttpClient();
        String body = body().encode();
        return client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url))
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("X-Webhook-Id", id)
                        .putHeader("X-PagerDuty-Signature", signature(body, List.of(secrets)))
                        .send(body))
                .map(response -> response.statusCode())
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .eventually(client::close);
    }
}
