package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeTelegram;
import io.tocsin.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramChannelTest extends ChannelContract {
    private final FakeTelegram telegram = FakeTelegram.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(FakeTelegram.CHAT, 0);
    }

    @Override
    Destination deserted() {
        return new Destination.Telegram("http://127.0.0.1:1", new Secret(FakeTelegram.TOKEN), 1, 0, HttpAccess.DIRECT);
    }

    private Destination to(long chat, long thread) {
        return new Destination.Telegram(
                telegram.apiUrl() + "/", new Secret(FakeTelegram.TOKEN), chat, thread, HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        telegram.failNext(
                switch (kind) {
                    case SERVER_ERROR -> FakeTelegram.refusal(502, "Bad Gateway for " + secret());
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> FakeTelegram.refusal(401, "Unauthorized: " + secret());
                });
    }

    @Override
    int received() {
        return telegram.messages().size();
    }

    @Override
    String secret() {
        return FakeTelegram.TOKEN;
    }

    @Test
    void aPageTellsAllAndLinks() {
        send(Samples.page(to(FakeTelegram.CHAT, 7)));

        FakeTelegram.Message message = telegram.messages().getFirst();
        assertThat(message.thread()).isEqualTo(7);
        assertThat(message.silent()).isFalse();
        assertThat(message.seen())
                .startsWith("🔴 CRITICAL: Payments fail: 7.4 % of 1,312 requests in 5 min\n")
                .contains("primary on call", "carla (secondary)", "gateway=gateway-1", "Acknowledge · Log lines");
        assertThat(message.text()).contains("<a href=\"https://tocsin.example.org/a/eyJpIjo0Mn0.c2ln?x=1&amp;y=2\">");
    }

    @Test
    void whatFollowsRepliesInSilence() {
        Outcome first = send(Samples.page(destination()));
        String thread = ((Outcome.Delivered) first).thread();

        send(Samples.acknowledged(destination(), thread));
        send(Samples.resolved(destination(), "999"));

        assertThat(telegram.messages())
                .extracting(FakeTelegram.Message::replyTo)
                .containsExactly(0, Integer.parseInt(thread), 0);
        assertThat(telegram.messages()).extracting(FakeTelegram.Message::silent).containsExactly(false, true, true);
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();

        FakeTelegram.Message message = telegram.messages().getFirst();
        assertThat(message.parseMode()).isEqualTo("HTML");
        assertThat(message.seen()).contains("Alerts Firing", "gateway = gateway-1");
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by("message", "<b>{{ .Status }}</b>", "disable_notifications", "true"))
                .await();
        channels.send(Samples.page(destination()), Worded.by("message", "a.b", "parse_mode", ""))
                .await();

        assertThat(telegram.messages()).extracting(FakeTelegram.Message::text).containsExactly("<b>firing</b>", "a.b");
        assertThat(telegram.messages())
                .extracting(FakeTelegram.Message::parseMode)
                .containsExactly("HTML", "");
        assertThat(telegram.messages()).extracting(FakeTelegram.Message::silent).containsExactly(true, false);
    }

    @Test
    void valuesInHtmlCannotBeMarkup() {
        channels.send(Samples.hostile(destination()), Worded.by("message", "{{ (index .Alerts 0).Labels.user }}"))
                .await();

        assertThat(telegram.messages().getFirst().seen()).contains("</div><script>alert(1)</script>");
    }

    @Test
    void tooLongHtmlIsCutAndClosed() {
        String template =
                "<b>bold <i>{{ range stringSlice \"1\" \"2\" \"3\" }}" + "&lt;🔥".repeat(1000) + "{{ end }}</i></b>";

        channels.send(Samples.page(destination()), Worded.by("message", template))
                .await();

        FakeTelegram.Message message = telegram.messages().getFirst();
        assertThat(message.text()).endsWith("…</i></b>");
        assertThat(message.seen().length()).isBetween(4094, 4096);
    }

    @Test
    void markupThatTelegramCannotReadIsLeftOut() {
        Outcome html = channels.send(
                        Samples.page(destination()), Worded.by("message", "<div>it <b>burns</div> &amp; {{ .Status }}"))
                .await();
        Outcome markdown = channels.send(
                        Samples.page(destination()), Worded.by("message", "1.5 *x", "parse_mode", "MarkdownV2"))
                .await();

        assertThat(telegram.messages())
                .extracting(FakeTelegram.Message::text)
                .containsExactly("it burns & firing", "1.5 *x");
        assertThat(html.detail()).startsWith("posted without markup: Bad Request: can't parse entities");
        assertThat(markdown).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void anEmptyTextStillSaysThatSomethingIsUp() {
        channels.send(Samples.page(destination()), Worded.by("message", " ")).await();

        assertThat(telegram.messages().getFirst().seen()).isEqualTo("(no details)");
    }

    @Test
    void aGroupThatMovedIsFollowed() {
        telegram.moveTo(-100_555);

        Outcome outcome = send(Samples.page(destination()));

        assertThat(outcome.detail()).isEqualTo("posted, the chat's id is now -100555");
        assertThat(telegram.messages().getFirst().chat()).isEqualTo(-100_555);
    }

    @Test
    void aChatThatIsNotThereIsPermanent() {
        assertThat(send(Samples.page(to(5, 0))))
                .isEqualTo(new Outcome.Permanent("telegram says Bad Request: chat not found"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request: message thread not found, Permanent",
        "401, Unauthorized, Permanent",
        "403, Forbidden: bot was blocked by the user, Permanent",
        "404, Not Found, Permanent",
        "409, Conflict, Retry",
        "420, Flood, Retry",
        "500, Internal Server Error, Retry",
    })
    void refusalsMeanWhatTelegramSaysTheyMean(int status, String why, String outcome) {
        telegram.failNext(FakeTelegram.refusal(status, why));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"403, <html>", "200, <html>", "404, nothing here", "200, ''"})
    void whatSomethingInBetweenAnswersIsWorthAnotherTry(int status, String body) {
        telegram.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void tooManyWaitsAsLongAsTheBodyAsks() {
        telegram.failNext(FakeTelegram.tooMany(34));

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofSeconds(34));
    }
}
