package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeWebhook;
import io.tocsin.testkit.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Integrations do not wait for one another. */
class SiblingsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Vertx vertx = Vertx.vertx();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final FakePagerDuty pagerDuty = FakePagerDuty.start(vertx, 0).await();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final Destination toSlack = new Destination.SlackWebhook(new Secret(slack.webhookUrl()), "#ops");
    private final Destination toApi = new Destination.SlackChannel(slack.apiUrl(), new Secret(FakeSlack.TOKEN), "#ops");
    private final Destination toPagerDuty = new Destination.PagerDuty(pagerDuty.url(), new Secret(KEY));
    private final Destination toWebhook = new Destination.Webhook(new Secret(webhook.url()), Map.of());

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    @Test
    void oneThatNeverAnswersDelaysNoSibling() {
        List<Future<Outcome>> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            webhook.failNext(Fault.hang());
            hanging.add(channels.send(Forms.firing(toWebhook), Forms.wording("payload.x", "y")));
        }

        assertThat(channels.send(Forms.firing(toSlack), Forms.wording("text", "x"))
                        .await())
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(channels.send(Forms.firing(toPagerDuty), Forms.wording()).await())
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(hanging).noneMatch(Future::isComplete);
    }

    @Test
    void everyHttpChannelWaitsAsLongAsItIsAsked() {
        for (Destination to : List.of(toSlack, toApi, toPagerDuty, toWebhook)) {
            slack.failNext(Fault.tooMany("7"));
            pagerDuty.failNext(Fault.tooMany("7"));
            webhook.failNext(Fault.tooMany("7"));

            Outcome outcome = channels.send(Forms.firing(to), Forms.wording("text", "x", "description", "x"))
                    .await();

            assertThat(outcome).as(to.label()).isInstanceOf(Outcome.Retry.class);
            assertThat(((Outcome.Retry) outcome).after()).as(to.label()).isEqualTo(Duration.ofSeconds(7));
            // Those that were not asked keep their fault: take it away.
            channels.send(Forms.firing(toSlack), Wording.OURS).await();
            channels.send(Forms.firing(toPagerDuty), Wording.OURS).await();
            channels.send(Forms.firing(toWebhook), Wording.OURS).await();
        }
    }
}
