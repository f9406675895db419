package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeMattermost;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattermostChannelTest extends ChannelContract {
    private final FakeMattermost mattermost = FakeMattermost.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(mattermost.webhookUrl(), "ops");
    }

    @Override
    Destination deserted() {
        return to("http://127.0.0.1:1/hooks/" + secret(), "");
    }

    private static Destination to(String url, String channel) {
        return new Destination.Mattermost(new Secret(url), channel, HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        mattermost.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(500, "{\"message\":\"lost " + secret() + "\"}");
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(400, "{\"message\":\"Invalid webhook " + secret() + "\"}");
                });
    }

    @Override
    int received() {
        return mattermost.messages().size();
    }

    @Override
    String secret() {
        return mattermost.webhookUrl().substring(mattermost.webhookUrl().lastIndexOf('/') + 1);
    }

    @Test
    void aPageIsAHeadlineAndAnAttachment() {
        send(Samples.page(destination()));

        FakeMattermost.Post post = mattermost.messages().getFirst();
        assertThat(post.channel()).isEqualTo("ops");
        assertThat(post.text()).isEqualTo("**🔴 CRITICAL: Payments fail: 7.4 % of 1,312 requests in 5 min**");
        assertThat(post.attachments().getJsonObject(0).getString("text"))
                .contains("primary on call", "carla", "[Acknowledge](https://tocsin.example.org/a/");
    }

    @Test
    void noLogLineCallsAnybody() {
        Notices.saying(destination(), "@channel @all **x**").forEach(this::send);

        assertThat(mattermost.messages()).hasSize(4);
        assertThat(mattermost.messages().toString()).doesNotContain("@channel", "@all");
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();

        FakeMattermost.Post post = mattermost.messages().getFirst();
        JsonObject attachment = post.attachments().getJsonObject(0);
        assertThat(post.text()).isEmpty();
        assertThat(post.body().getString("username")).isEqualTo("Tocsin");
        assertThat(attachment.getString("title")).startsWith("[FIRING:2] PaymentFailures payment_api");
        assertThat(attachment.getString("title_link")).startsWith("https://tocsin.example.org/#/alerts");
        assertThat(attachment.getString("color")).isEqualTo("danger");
        assertThat(attachment.getString("text")).contains("Alerts Firing");
        assertThat(attachment.getString("fallback")).contains(" | ");
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(
                                "channel", "town-{{ \"square\" }}",
                                "text", "{{ .Status }}",
                                "fields.0.title", "Service",
                                "fields.0.value", "{{ .GroupLabels.service }}",
                                "fields.0.short", "true",
                                "footer", "foot",
                                "icon_emoji", ":fire:",
                                "props.card", "card {{ .Status }}"))
                .await();

        FakeMattermost.Post post = mattermost.messages().getFirst();
        JsonObject attachment = post.attachments().getJsonObject(0);
        assertThat(post.channel()).isEqualTo("town-square");
        assertThat(attachment.getString("text")).isEqualTo("firing");
        assertThat(attachment.getString("footer")).isEqualTo("foot");
        assertThat(attachment.getJsonArray("fields"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("title", "Service")
                                .put("value", "payment_api")
                                .put("short", true)));
        assertThat(post.body().getString("icon_emoji")).isEqualTo(":fire:");
        assertThat(post.body().getJsonObject("props").getString("card")).isEqualTo("card firing");
    }

    @Test
    void attachmentsOfTheFileReplaceTheSingleOne() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(
                                "text", "above",
                                "attachments.0.title", "one {{ .Status }}",
                                "attachments.0.fields.0.title", "f",
                                "attachments.0.fields.0.value", "v",
                                "attachments.1.text", "two"))
                .await();

        FakeMattermost.Post post = mattermost.messages().getFirst();
        assertThat(post.text()).isEqualTo("above");
        assertThat(post.attachments().encode())
                .isEqualTo(
                        "[{\"title\":\"one firing\",\"fields\":[{\"title\":\"f\",\"value\":\"v\"}]},{\"text\":\"two\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "urgent, '{\"priority\":\"urgent\",\"requested_ack\":true,\"persistent_notifications\":true}'",
        "Important, '{\"priority\":\"important\",\"requested_ack\":true}'",
        "standard, '{\"priority\":\"standard\"}'",
        "whatever, '{\"priority\":\"standard\"}'",
    })
    void onlyAnUrgentPostMayNag(String asked, String sent) {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(
                                "priority.priority", asked,
                                "priority.requested_ack", "true",
                                "priority.persistent_notifications", "true"))
                .await();

        assertThat(mattermost
                        .messages()
                        .getFirst()
                        .body()
                        .getJsonObject("priority")
                        .encode())
                .isEqualTo(sent);
    }

    @Test
    void anEndlessTextIsOnePost() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by("text", "🔥é".repeat(20_000), "attachments.0.text", "x".repeat(40_000)))
                .await();

        assertThat(mattermost.messages()).hasSize(1);
    }

    @Test
    void aChannelThatIsNotThereIsPermanent() {
        assertThat(send(Samples.page(to(mattermost.webhookUrl(), "nowhere"))))
                .isEqualTo(new Outcome.Permanent("mattermost says Couldn't find the channel. (answer 404)"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"message\":\"No text specified.\"}', Permanent",
        "403, '{\"message\":\"locked\"}', Permanent",
        "403, <html>proxy</html>, Retry",
        "404, '', Permanent",
        "429, '', Retry",
        "500, '', Retry",
        "501, '{\"message\":\"Incoming webhooks have been disabled\"}', Permanent",
        "200, <html>maintenance</html>, Retry",
    })
    void answersMeanWhatMattermostSaysTheyMean(int status, String body, String outcome) {
        mattermost.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }
}
