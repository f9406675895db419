package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeWebhookTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void itRecordsBodyAndHeaders() throws IOException {
        Client.post(webhook.url(), "{\"status\":\"firing\"}", "X-Token", "abc");

        FakeWebhook.Call call = webhook.calls().getFirst();
        assertThat(call.body().getString("status")).isEqualTo("firing");
        assertThat(call.headers()).containsEntry("x-token", "abc");
    }

    @Test
    void itAnswersAsScripted() throws IOException {
        webhook.failNext(Fault.answer(410, "gone"));

        assertThat(Client.post(webhook.url(), "{}").statusCode()).isEqualTo(410);
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void itRefusesWhatIsNoObject() throws IOException {
        assertThat(Client.post(webhook.url(), "[1]").statusCode()).isEqualTo(400);
    }
}
