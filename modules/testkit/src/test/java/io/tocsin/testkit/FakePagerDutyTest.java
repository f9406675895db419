package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.testkit.FakePagerDuty.Incident;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakePagerDutyTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Vertx vertx = Vertx.vertx();
    private FakePagerDuty pagerDuty;

    @BeforeEach
    void start() {
        pagerDuty = FakePagerDuty.start(vertx, 0).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aTriggerOpensAnIncident() throws IOException {
        HttpResponse<String> answer = send(event("trigger"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(answer.body()).getString("dedup_key")).isEqualTo("k");
        assertThat(pagerDuty.incidents())
                .containsExactly(new Incident("k", Incident.Status.TRIGGERED, "it burns", "critical", 1));
    }

    @Test
    void aSecondTriggerOfTheSameKeyIsFoldedIntoTheFirst() throws IOException {
        send(event("trigger"));
        send(event("trigger"));

        assertThat(pagerDuty.incidents()).extracting(Incident::triggers).containsExactly(2);
    }

    @Test
    void acknowledgeAndResolveMoveTheIncident() throws IOException {
        send(event("trigger"));
        send(event("acknowledge"));
        assertThat(pagerDuty.incidents()).extracting(Incident::status).containsExactly(Incident.Status.ACKNOWLEDGED);

        send(event("resolve"));
        assertThat(pagerDuty.incidents()).extracting(Incident::status).containsExactly(Incident.Status.RESOLVED);
    }

    @Test
    void aTriggerAfterTheResolveIsANewIncident() throws IOException {
        send(event("trigger"));
        send(event("resolve"));
        send(event("trigger"));

        assertThat(pagerDuty.incidents())
                .extracting(Incident::status, Incident::triggers)
                .containsExactly(tuple(Incident.Status.TRIGGERED, 1));
    }

    @Test
    void anAcknowledgeWithoutAnOpenIncidentIsTakenAndDropped() throws IOException {
        assertThat(send(event("acknowledge")).statusCode()).isEqualTo(202);
        assertThat(send(event("resolve")).statusCode()).isEqualTo(202);

        assertThat(pagerDuty.incidents()).isEmpty();
        assertThat(pagerDuty.events()).hasSize(2);
    }

    @Test
    void otherRoutingKeysDoNotTouchTheIncident() throws IOException {
        send(event("trigger"));
        send(event("resolve").put("routing_key", KEY.replace('0', '9')));

        assertThat(pagerDuty.incidents()).extracting(Incident::status).containsExactly(Incident.Status.TRIGGERED);
    }

    @Test
    void brokenEventsAreRefusedWithReasons() throws IOException {
        assertThat(errors(event("trigger").put("routing_key", "short"))).contains("routing_key");
        assertThat(errors(event("close"))).contains("event_action");
        assertThat(errors(event("trigger").put("dedup_key", "k".repeat(256)))).contains("dedup_key");
        assertThat(errors(event("resolve").put("dedup_key", ""))).contains("dedup_key");
        assertThat(errors(withPayload("summary", ""))).contains("summary");
        assertThat(errors(withPayload("summary", "x".repeat(1025)))).contains("summary");
        assertThat(errors(withPayload("source", ""))).contains("source");
        assertThat(errors(withPayload("severity", "CRITICAL"))).contains("severity");
        assertThat(errors(withPayload("timestamp", "yesterday"))).contains("timestamp");
        assertThat(pagerDuty.events()).isEmpty();
    }

    @Test
    void anEventOver512KilobytesIsRefused() throws IOException {
        assertThat(send(withPayload("group", "x".repeat(512 * 1024))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void nextWaitsForAnEvent() throws IOException {
        var resolve = pagerDuty.next(event -> event.action().equals("resolve"), Duration.ofSeconds(10));

        send(event("resolve"));

        assertThat(resolve.join().dedupKey()).isEqualTo("k");
    }

    private String errors(JsonObject event) throws IOException {
        HttpResponse<String> answer = send(event);
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("status")).isEqualTo("invalid event");
        return body.getJsonArray("errors").encode();
    }

    private HttpResponse<String> send(JsonObject event) throws IOException {
        return Client.post(pagerDuty.url() + "/v2/enqueue", event.encode());
    }

    private static JsonObject event(String action) {
        return new JsonObject()
                .put("routing_key", KEY)
                .put("event_action", action)
                .put("dedup_key", "k")
                .put(
                        "payload",
                        new JsonObject()
                                .put("summary", "it burns")
                                .put("source", "payment_api")
                                .put("severity", "critical"));
    }

    private static JsonObject withPayload(String name, String value) {
        JsonObject event = event("trigger");
        event.getJsonObject("payload").put(name, value);
        return event;
    }
}
