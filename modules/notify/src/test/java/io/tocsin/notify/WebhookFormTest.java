package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeWebhook;
import io.tocsin.testkit.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks with the settings of alertmanager.yml, over HTTP. */
class WebhookFormTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final Destination to = to(webhook.url());

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private static Destination to(String url) {
        return new Destination.Webhook(new Secret(url), Map.of());
    }

    private Outcome send(Notice notice, String... settings) {
        return channels.send(notice, Forms.wording(settings)).await();
    }

    private JsonObject sent(String... settings) {
        assertThat(send(Forms.firing(to), settings)).isInstanceOf(Outcome.Delivered.class);
        return webhook.calls().getLast().body();
    }

    @Test
    void theBodySaysWhyAndWhatTheRouteIsLabelled() {
        JsonObject body = sent();

        assertThat(body.getString("notification_reason")).isEqualTo("first notification");
        assertThat(body.getJsonObject("routeLabels").getMap()).isEqualTo(Map.of("team", "payments"));
        assertThat(body.getString("receiver")).isEqualTo("ops\\.slack");
    }

    @Test
    void noMoreAlertsThanTheReceiverTakes() {
        JsonObject body = sent("max_alerts", "1");

        assertThat(body.getJsonArray("alerts")).hasSize(1);
        assertThat(body.getInteger("truncatedAlerts")).isEqualTo(1);
        assertThat(body.getJsonObject("commonLabels").getString("gateway")).isEqualTo("gateway-0");
    }

    @Test
    void aPayloadOfTheFileReplacesTheBody() {
        JsonObject body = sent(
                "payload.title",
                "{{ template \"team.title\" . }}",
                "payload.count",
                "{{ len .Alerts }}",
                "payload.labels",
                "{{ toJson .CommonLabels }}",
                "payload.tags.0",
                "x",
                "payload.tags.1",
                "{{ .Status }}",
                "payload.empty",
                "");

        assertThat(body.encode())
                .isEqualTo("{\"count\":2,\"empty\":null,\"labels\":{\"alertname\":\"PaymentFailures\","
                        + "\"service\":\"payment_api\",\"severity\":\"critical\",\"team\":\"payments\"},"
                        + "\"tags\":[\"x\",\"firing\"],\"title\":\"FIRING PaymentFailures (2)\"}");
    }

    @Test
    void aPayloadOfOneTextMayBeTheWholeJson() {
        assertThat(sent("payload", "{\"n\": {{ len .Alerts }}, \"t\": {{ toJson .Status }}}")
                        .encode())
                .isEqualTo("{\"n\":2,\"t\":\"firing\"}");
    }

    @Test
    void theAddressMayBeATemplate() {
        send(Forms.firing(to(webhook.url() + "/{{ .CommonLabels.team }}")));

        assertThat(webhook.calls().getLast().path()).isEqualTo("/hook/payments");
    }

    @Test
    void anAddressThatRendersToNothingIsTold() {
        assertThat(send(Forms.firing(to("{{ .CommonLabels.none }}"))))
                .isEqualTo(new Outcome.Permanent("webhook: 'url' renders to nothing"));
    }

    @Test
    void aPayloadThatFailsGivesTheUsualBodyAndSaysSo() {
        JsonObject body = sent("payload.x", "{{ index .Alerts 9 }}");

        assertThat(body.getString("version")).isEqualTo("4");
        assertThat(body.getJsonArray("alerts")).hasSize(2);
        assertThat(body.getString("templateError")).contains("payload.x:1:4: cannot");
    }

    @Test
    void aShorterTimeoutOfTheIntegrationCounts() {
        webhook.failNext(Fault.hang());

        assertThat(send(Forms.firing(to), "timeout", "80ms")).isInstanceOf(Outcome.Ambiguous.class);
    }
}
