package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeWebhook;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest extends ChannelContract {
    private static final String TOKEN = "s3cr3t-token";

    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(webhook.url() + "?key=" + TOKEN);
    }

    @Override
    Destination deserted() {
        return to("http://127.0.0.1:1/" + TOKEN);
    }

    private static Destination to(String url) {
        return new Destination.Webhook(new Secret(url), Map.of("Authorization", "Bearer " + TOKEN));
    }

    @Override
    void trouble(Trouble kind) {
        webhook.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(500, "you sent Bearer " + TOKEN);
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(404, "nothing at " + webhook.url() + "?key=" + TOKEN);
                });
    }

    @Override
    int received() {
        return webhook.calls().size();
    }

    @Override
    String secret() {
        return TOKEN;
    }

    @Test
    void theBodyIsAlertmanagersVersion4() {
        send(Samples.page(destination()));

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.fieldNames())
                .containsExactly(
                        "receiver",
                        "status",
                        "alerts",
                        "notification_reason",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "routeLabels",
                        "externalURL",
                        "version",
                        "groupKey",
                        "truncatedAlerts");
        assertThat(body.getString("version")).isEqualTo("4");
        assertThat(body.getString("status")).isEqualTo("firing");
        assertThat(body.getJsonObject("groupLabels").getMap())
                .isEqualTo(Map.of("alertname", "PaymentFailures", "service", "payment_api"));
        assertThat(body.getJsonObject("commonLabels").getMap())
                .containsEntry("team", "payments")
                .doesNotContainKey("gateway");
        assertThat(body.getJsonObject("commonAnnotations").getMap()).containsOnlyKeys("runbook");
        assertThat(body.getString("externalURL")).isEqualTo("https://tocsin.example.org");
    }

    @Test
    void anAlertCarriesItsTimesAndFingerprint() {
        send(Samples.page(destination()));

        JsonObject alert =
                webhook.calls().getFirst().body().getJsonArray("alerts").getJsonObject(0);
        assertThat(alert.getString("status")).isEqualTo("firing");
        assertThat(alert.getString("startsAt")).isEqualTo("2026-03-01T02:52:00Z");
        assertThat(alert.getString("endsAt")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(alert.getString("fingerprint")).matches("[0-9a-f]{16}");
        assertThat(alert.getString("generatorURL")).contains("PaymentFailures");
    }

    @Test
    void anAlertThatEndedIsResolvedAmongFiringOnes() {
        List<Alert> alerts = new ArrayList<>(Samples.alerts(2));
        alerts.set(0, alerts.get(0).endedAt(Samples.AT, Samples.AT));

        send(Samples.notice(Notice.Kind.NOTIFY, destination(), Samples.briefing(alerts), ""));

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.getString("status")).isEqualTo("firing");
        assertThat(body.getJsonArray("alerts").getJsonObject(0).getString("status"))
                .isEqualTo("resolved");
        assertThat(body.getJsonArray("alerts").getJsonObject(0).getString("endsAt"))
                .isEqualTo("2026-03-01T03:04:00Z");
    }

    @Test
    void aResolvedNoticeIsResolvedThroughout() {
        send(Samples.resolved(destination(), ""));

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.getString("status")).isEqualTo("resolved");
        assertThat(body.getJsonArray("alerts").encode()).doesNotContain("firing");
    }

    @Test
    void alertsOverTheLimitAreCounted() {
        send(Samples.notice(Notice.Kind.NOTIFY, destination(), Samples.briefing(Samples.alerts(1003)), ""));

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.getInteger("truncatedAlerts")).isEqualTo(3);
        assertThat(body.getJsonArray("alerts")).hasSize(1000);
    }

    @Test
    void theIdOfTheNoticeIsTheSameOnEveryTry() {
        send(Samples.page(destination()));
        send(Samples.page(destination()));

        assertThat(webhook.calls())
                .extracting(call -> call.headers().get("webhook-id"))
                .containsExactly("n-42-1-0-anna-PAGE", "n-42-1-0-anna-PAGE");
        assertThat(webhook.calls().getFirst().headers())
                .containsEntry("authorization", "Bearer " + TOKEN)
                .containsEntry("x-tocsin-kind", "page")
                .containsEntry("x-tocsin-person", "anna");
    }

    @ParameterizedTest
    @CsvSource({
        "204, Delivered",
        "301, Retry",
        "302, Retry",
        "400, Permanent",
        "401, Permanent",
        "404, Permanent",
        "410, Permanent",
        "408, Retry",
        "425, Retry",
        "429, Retry",
        "500, Retry",
        "503, Retry",
    })
    void statusesMeanWhatHttpSaysTheyMean(int status, String outcome) {
        webhook.failNext(Fault.answer(status, ""));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void redirectsAreNotFollowed() {
        webhook.failNext(Fault.redirect(webhook.url()));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void aHeaderCannotBringAnother() {
        send(Samples.page(new Destination.Webhook(new Secret(webhook.url()), Map.of("X-Team", "ops\r\nX-Evil: 1"))));

        assertThat(webhook.calls().getFirst().headers())
                .containsEntry("x-team", "ops X-Evil: 1")
                .doesNotContainKey("x-evil");
    }

    @Test
    void aHeaderThatIsNoneIsPermanent() {
        assertThat(send(Samples.page(new Destination.Webhook(new Secret(webhook.url()), Map.of("no header", "x")))))
                .isInstanceOf(Outcome.Permanent.class);
    }
}
