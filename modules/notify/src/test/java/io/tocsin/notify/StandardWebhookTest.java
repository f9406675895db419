package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeWebhook;
import io.tocsin.testkit.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks in the form of Standard Webhooks, read by the library that their receivers use. */
class StandardWebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Vertx vertx = Vertx.vertx();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final Channels channels = Channels.open(vertx, ChannelSettings.defaults("https://tocsin.example.org"));

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private Destination signed(boolean standard, String... secrets) {
        List<Secret> all = List.of(secrets).stream().map(Secret::new).toList();
        return new Destination.Webhook(
                new Secret(webhook.url()), HttpAccess.DIRECT, new Destination.Signing(all, standard));
    }

    private Outcome send(Notice notice) {
        return channels.send(notice, Wording.OURS).await();
    }

    private static void verify(FakeWebhook.Call call, String secret) throws Exception {
        Map<String, List<String>> headers = new HashMap<>();
        call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        new Webhook(secret).verify(call.body().encode(), HttpHeaders.of(headers, (name, value) -> true));
    }

    @Test
    void theOfficialLibraryTakesIt() throws Exception {
        assertThat(send(Samples.page(signed(true, SECRET)))).isInstanceOf(Outcome.Delivered.class);

        FakeWebhook.Call call = webhook.calls().getFirst();
        verify(call, SECRET);
        assertThatThrownBy(() -> verify(call, OTHER)).isInstanceOf(Exception.class);
        assertThat(call.headers()).containsEntry("webhook-id", "n-42-1-0-anna-PAGE");
    }

    @Test
    void whileASecretIsExchangedEitherVerifies() throws Exception {
        send(Samples.page(signed(true, OTHER, SECRET)));

        verify(webhook.calls().getFirst(), SECRET);
        verify(webhook.calls().getFirst(), OTHER);
    }

    @Test
    void theBodySaysWhatHappenedAndHoldsNoLinkThatActs() {
        send(Samples.page(signed(true, SECRET)));

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.getString("type")).isEqualTo("incident.paged");
        assertThat(body.getInstant("timestamp")).isEqualTo(Samples.AT);
        JsonObject data = body.getJsonObject("data");
        assertThat(data.getString("incident")).isEqualTo("42");
        assertThat(data.getString("severity")).isEqualTo("critical");
        assertThat(data.getJsonArray("alerts")).hasSize(2);
        assertThat(body.encode()).doesNotContain("/a/");
    }

    @Test
    void aHugeGroupStaysBelowTwentyKilobytes() {
        Notice huge =
                Samples.notice(Notice.Kind.PAGE, signed(true, SECRET), Samples.briefing(Samples.alerts(5000)), "");

        send(huge);

        JsonObject body = webhook.calls().getFirst().body();
        assertThat(body.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
        JsonObject data = body.getJsonObject("data");
        assertThat(data.getInteger("truncated_alerts"))
                .isEqualTo(5000 - data.getJsonArray("alerts").size());
    }

    @Test
    void alertmanagersBodyIsSignedAsWell() throws Exception {
        send(Samples.page(signed(false, SECRET)));

        assertThat(webhook.calls().getFirst().body().getString("version")).isEqualTo("4");
        verify(webhook.calls().getFirst(), SECRET);
    }

    @Test
    void goneIsForGoodAndARedirectIsARefusal() {
        webhook.failNext(Fault.answer(410, "gone"), Fault.redirect(webhook.url()));

        assertThat(send(Samples.page(signed(true, SECRET)))).isEqualTo(new Outcome.Permanent("answer 410: gone", true));
        assertThat(send(Samples.page(signed(true, SECRET)))).isInstanceOf(Outcome.Retry.class);
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void retryAfterIsHonouredAndTheIdStays() {
        webhook.failNext(Fault.tooMany("9"));

        assertThat(send(Samples.page(signed(true, SECRET))))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(9)));
        send(Samples.page(signed(true, SECRET)));
        assertThat(webhook.calls().getFirst().headers()).containsEntry("webhook-id", "n-42-1-0-anna-PAGE");
    }

    @Test
    void noSecretIsEverTold() {
        webhook.failNext(Fault.answer(400, "your secret is " + SECRET));

        assertThat(send(Samples.page(signed(true, SECRET))).detail()).isEqualTo("answer 400: your secret is ****");
    }

    @Test
    void aSecretHasItsPrefixAndEnoughBytes() {
        assertThat(WebhookSignature.isSecret(SECRET)).isTrue();
        assertThat(WebhookSignature.isSecret(SECRET.substring(6))).isFalse();
        assertThat(WebhookSignature.isSecret("whsec_c2hvcnQ=")).isFalse();
        assertThat(WebhookSignature.isSecret("whsec_***")).isFalse();
    }
}
