package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakePushover;
import io.tocsin.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushoverChannelTest extends ChannelContract {
    private final FakePushover pushover = FakePushover.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(pushover.apiUrl(), FakePushover.USER, FakePushover.TOKEN);
    }

    @Override
    Destination deserted() {
        return to("http://127.0.0.1:1", FakePushover.USER, FakePushover.TOKEN);
    }

    private static Destination to(String url, String user, String token) {
        return new Destination.Pushover(url, new Secret(user), new Secret(token), HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        pushover.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(500, "no luck with " + secret());
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD ->
                        Fault.answer(400, "{\"status\":0,\"errors\":[\"who is " + secret() + "?\"]}");
                });
    }

    @Override
    int received() {
        return pushover.messages().size();
    }

    @Override
    String secret() {
        return FakePushover.USER;
    }

    @Test
    void aCriticalPageRingsUntilSomebodyActs() {
        Outcome page = send(Samples.page(destination()));
        String receipt = ((Outcome.Delivered) page).thread();
        assertThat(pushover.ringing()).containsExactly(receipt);

        Outcome acknowledged = send(Samples.acknowledged(destination(), receipt));
        assertThat(pushover.ringing()).isEmpty();
        assertThat(((Outcome.Delivered) acknowledged).thread()).isEqualTo(receipt);

        send(Samples.resolved(destination(), receipt));
        assertThat(pushover.messages())
                .extracting(message -> message.field("priority"))
                .containsExactly("2", "-1", "-1");
    }

    @Test
    void aPageTellsAllAndLinksToTheAcknowledgement() {
        send(Samples.page(destination()));

        FakePushover.Message message = pushover.messages().getFirst();
        assertThat(message.field("title")).isEqualTo("🔴 CRITICAL: " + Samples.TITLE);
        assertThat(message.field("message")).contains("primary on call", "carla", "gateway=gateway-1");
        assertThat(message.field("url")).isEqualTo(Samples.LINKS.acknowledge());
        assertThat(message.field("url_title")).isEqualTo("Acknowledge");
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();
        channels.send(Samples.resolved(destination(), ""), Worded.by()).await();

        FakePushover.Message message = pushover.messages().getFirst();
        assertThat(message.field("title")).startsWith("[FIRING:2] PaymentFailures payment_api");
        assertThat(message.field("url")).startsWith("https://tocsin.example.org/#/alerts");
        assertThat(message.fields())
                .containsEntry("priority", "2")
                .containsEntry("retry", "60")
                .containsEntry("expire", "3600");
        assertThat(pushover.messages().get(1).fields())
                .containsEntry("priority", "0")
                .doesNotContainKey("retry");
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(Map.ofEntries(
                                Map.entry("title", "{{ .Status }}"),
                                Map.entry("message", "<b>{{ (index .Alerts 0).Labels.gateway }}</b>"),
                                Map.entry("html", "true"),
                                Map.entry("url", ""),
                                Map.entry("url_title", "go"),
                                Map.entry("priority", "{{ \"2\" }}"),
                                Map.entry("retry", "5m"),
                                Map.entry("expire", "1h30m"),
                                Map.entry("ttl", "24h"),
                                Map.entry("device", "phone"),
                                Map.entry("sound", "siren"))))
                .await();

        assertThat(pushover.messages().getFirst().fields())
                .isEqualTo(Map.ofEntries(
                        Map.entry("title", "firing"),
                        Map.entry("message", "<b>gateway-0</b>"),
                        Map.entry("html", "1"),
                        Map.entry("url_title", "go"),
                        Map.entry("priority", "2"),
                        Map.entry("retry", "300"),
                        Map.entry("expire", "5400"),
                        Map.entry("ttl", "86400"),
                        Map.entry("device", "phone"),
                        Map.entry("sound", "siren")));
    }

    @Test
    void whatPushoverWouldRefuseIsBroughtIntoItsLimits() {
        String endless = "é🔥<b>".repeat(2000);
        channels.send(
                        Samples.page(destination()),
                        Worded.by("title", endless, "message", endless, "url", endless, "url_title", endless))
                .await();
        channels.send(Samples.page(destination()), Worded.by("message", "<i>" + endless, "html", "true"))
                .await();
        channels.send(Samples.page(destination()), Worded.by("message", " ", "retry", "1s", "expire", "48h"))
                .await();
        channels.send(Samples.page(destination()), Worded.by("priority", "urgent", "monospace", "true"))
                .await();

        assertThat(pushover.messages()).hasSize(4);
        assertThat(pushover.messages().get(1).field("message")).endsWith("</b></i>");
        assertThat(pushover.messages().get(2).fields())
                .containsEntry("message", "(no details)")
                .containsEntry("retry", "30")
                .containsEntry("expire", "10800");
        assertThat(pushover.messages().get(3).fields())
                .containsEntry("priority", "0")
                .containsEntry("monospace", "1");
    }

    @Test
    void aWrongUserIsPermanent() {
        Outcome outcome = send(Samples.page(to(pushover.apiUrl(), "nobody", FakePushover.TOKEN)));

        assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
        assertThat(outcome.detail()).contains("user identifier is not a valid user");
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"status\":0,\"errors\":[\"no\"]}', Permanent",
        "404, '{\"status\":0}', Permanent",
        "403, <html>proxy</html>, Retry",
        "429, '{\"status\":0}', Retry",
        "500, '', Retry",
        "200, <html>maintenance</html>, Retry",
        "200, '{\"status\":1}', Delivered",
    })
    void answersMeanWhatPushoverSaysTheyMean(int status, String body, String outcome) {
        pushover.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void anErrorOfItsOwnIsGivenFiveSeconds() {
        pushover.failNext(Fault.serverError());

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void allMessagesUsedUpIsPermanentUnlessTheMonthEndsSoon() {
        pushover.failNext(
                FakePushover.usedUp(Instant.now().plus(Duration.ofDays(9)).getEpochSecond()),
                FakePushover.usedUp(Instant.now().plus(Duration.ofHours(9)).getEpochSecond()));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Permanent.class);
        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
    }

    @ParameterizedTest
    @CsvSource({"1h30m, 5400", "90s, 90", "1.5h, 5400", "100ms, 0", "'', 7", "1d, 7", "60, 7", "9999999999999999h, 7"})
    void durationsAreWrittenAsInGo(String text, long seconds) {
        assertThat(PushoverMessage.duration(text, Duration.ofSeconds(7)).toSeconds())
                .isEqualTo(seconds);
    }
}
