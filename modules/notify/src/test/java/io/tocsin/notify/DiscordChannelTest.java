package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeDiscord;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordChannelTest extends ChannelContract {
    private final FakeDiscord discord = FakeDiscord.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(discord.webhookUrl());
    }

    @Override
    Destination deserted() {
        return to("http://127.0.0.1:1/api/webhooks/1/" + secret());
    }

    private static Destination to(String url) {
        return new Destination.Discord(new Secret(url), HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        discord.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(500, "{\"message\":\"500 at " + discord.webhookUrl() + "\"}");
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD ->
                        Fault.answer(404, "{\"message\":\"Unknown " + secret() + "\",\"code\":10015}");
                });
    }

    @Override
    int received() {
        return discord.messages().size();
    }

    @Override
    String secret() {
        return discord.webhookUrl().substring(discord.webhookUrl().lastIndexOf('/') + 1);
    }

    @Test
    void aPageIsAHeadlineAndAnEmbed() {
        send(Samples.page(destination()));

        FakeDiscord.Message message = discord.messages().getFirst();
        assertThat(message.content()).isEqualTo("**🔴 CRITICAL: Payments fail: 7.4 % of 1,312 requests in 5 min**");
        JsonObject embed = message.embeds().getJsonObject(0);
        assertThat(embed.getInteger("color")).isEqualTo(0x992D22);
        assertThat(embed.getString("description"))
                .contains("primary on call", "carla", "gateway=gateway-1")
                .contains("[Acknowledge](https://tocsin.example.org/a/eyJpIjo0Mn0.c2ln?x=1&y=2)");
    }

    @Test
    void noLogLineCallsAnybody() {
        Notices.saying(destination(), "@everyone <@&1> **x**").forEach(this::send);

        FakeDiscord.Message message = discord.messages().getFirst();
        assertThat(message.body().getJsonObject("allowed_mentions").getJsonArray("parse"))
                .isEmpty();
        assertThat(message.body().encode()).doesNotContain("@everyone", "<@&1>");
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();
        channels.send(Samples.resolved(destination(), ""), Worded.by()).await();

        JsonObject embed = discord.messages().getFirst().embeds().getJsonObject(0);
        assertThat(embed.getString("title")).startsWith("[FIRING:2] PaymentFailures payment_api");
        assertThat(embed.getString("description")).contains("Alerts Firing");
        assertThat(discord.messages().getFirst().content()).isEmpty();
        assertThat(discord.messages().get(1).embeds().getJsonObject(0).getInteger("color"))
                .isEqualTo(0x2ECC71);
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(
                                "title", "{{ .Status }}",
                                "message", "{{ len .Alerts }}",
                                "content", "<@&42>",
                                "username", "Ops",
                                "avatar_url", "https://example.org/a.png"))
                .await();

        JsonObject body = discord.messages().getFirst().body();
        assertThat(body.getString("content")).isEqualTo("<@&42>");
        assertThat(body.getString("username")).isEqualTo("Ops");
        assertThat(body.getString("avatar_url")).isEqualTo("https://example.org/a.png");
        assertThat(body.containsKey("allowed_mentions")).isFalse();
        assertThat(body.getJsonArray("embeds").getJsonObject(0).getString("title"))
                .isEqualTo("firing");
        assertThat(body.getJsonArray("embeds").getJsonObject(0).getString("description"))
                .isEqualTo("2");
    }

    @Test
    void tooLongAndEmptyTextsAreTaken() {
        String endless = "é🔥".repeat(5000);
        Outcome cut = channels.send(
                        Samples.page(destination()),
                        Worded.by("title", endless, "message", endless, "content", endless))
                .await();
        Outcome empty = channels.send(Samples.page(destination()), Worded.by("title", "", "message", " "))
                .await();

        assertThat(cut).isInstanceOf(Outcome.Delivered.class);
        assertThat(empty).isInstanceOf(Outcome.Delivered.class);
        assertThat(discord.messages().getFirst().content()).endsWith("…").hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void aThreadInTheAddressStays() {
        send(Samples.page(to(discord.webhookUrl() + "?thread_id=5")));

        assertThat(discord.messages()).hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidInDiscordsWords() {
        Outcome outcome = channels.send(Samples.page(destination()), Worded.by("username", "Discord"))
                .await();

        assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
        assertThat(outcome.detail()).startsWith("discord says Invalid Form Body (code 50035) {\"username\"");
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"message\":\"Invalid Form Body\",\"code\":50035}', Permanent",
        "401, '{\"message\":\"Invalid Webhook Token\",\"code\":50027}', Permanent",
        "403, '{\"message\":\"Missing Access\",\"code\":50001}', Permanent",
        "403, <html>error code: 1010</html>, Retry",
        "404, '{\"message\":\"Unknown Webhook\",\"code\":10015}', Permanent",
        "200, <html>maintenance</html>, Retry",
        "204, '', Delivered",
        "429, error code: 1015, Retry",
        "502, '', Retry",
    })
    void answersMeanWhatDiscordSaysTheyMean(int status, String body, String outcome) {
        discord.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void tooManyWaitsToTheMillisecondAsAsked() {
        discord.failNext(FakeDiscord.tooMany(64.5791));

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofMillis(64_580));
    }
}
