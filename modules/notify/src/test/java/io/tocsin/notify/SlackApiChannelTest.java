package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.Fault;
import io.tocsin.testkit.SimulatedTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackApiChannelTest extends ChannelContract {
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to("#ops");
    }

    @Override
    Destination deserted() {
        return new Destination.SlackChannel("http://127.0.0.1:1/api", new Secret(FakeSlack.TOKEN), "#ops");
    }

    private Destination to(String channel) {
        return new Destination.SlackChannel(slack.apiUrl(), new Secret(FakeSlack.TOKEN), channel);
    }

    @Override
    void trouble(Trouble kind) {
        slack.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(502, "<html>bad gateway " + FakeSlack.TOKEN + "</html>");
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> FakeSlack.apiError("token_revoked");
                });
    }

    @Override
    int received() {
        return slack.messages().size();
    }

    @Override
    String secret() {
        return FakeSlack.TOKEN;
    }

    @Test
    void theFirstMessageNamesItsThread() {
        Outcome.Delivered delivered = (Outcome.Delivered) send(Samples.page(destination()));

        FakeSlack.Message message = slack.messages().getFirst();
        assertThat(delivered.thread()).isEqualTo(message.channel() + ":" + message.ts());
    }

    @Test
    void theEndRewritesTheFirstMessageAndRepliesInItsThread() {
        String thread = ((Outcome.Delivered) send(Samples.page(destination()))).thread();

        Outcome outcome = send(Samples.resolved(destination(), thread));

        assertThat(outcome).isEqualTo(new Outcome.Delivered("posted", thread));
        FakeSlack.Message first = slack.messages().get(0);
        FakeSlack.Message reply = slack.messages().get(1);
        assertThat(first.updatedBlocks()).contains("✅ RESOLVED");
        assertThat(reply.thread()).isEqualTo(first.ts());
        assertThat(reply.text()).contains("RESOLVED", "16 min");
    }

    @Test
    void anAcknowledgementTakesTheButtonAwayAndSaysWho() {
        String thread = ((Outcome.Delivered) send(Samples.page(destination()))).thread();

        send(Samples.acknowledged(destination(), thread));

        FakeSlack.Message first = slack.messages().getFirst();
        assertThat(first.blocks()).contains("\"Acknowledge\"");
        assertThat(first.updatedBlocks()).contains("✋ ACKNOWLEDGED", "anna").doesNotContain("\"Acknowledge\"");
    }

    @Test
    void aLaterPageRepliesInTheThreadAndInTheChannel() {
        String thread = ((Outcome.Delivered) send(Samples.page(destination()))).thread();

        Outcome outcome =
                send(Samples.notice(Notice.Kind.PAGE, destination(), Samples.briefing(Samples.alerts(1)), thread));

        assertThat(((Outcome.Delivered) outcome).thread()).isEqualTo(thread);
        assertThat(slack.messages().get(1).thread())
                .isEqualTo(slack.messages().get(0).ts());
        assertThat(slack.messages().get(1).broadcast()).isTrue();
    }

    @Test
    void aDirectMessageIsUpdatedWhereSlackPutIt() {
        String thread = ((Outcome.Delivered) send(Samples.page(to("U0123")))).thread();

        send(Samples.resolved(to("U0123"), thread));

        assertThat(thread).startsWith("D0123:");
        assertThat(slack.messages().getFirst().updatedText()).contains("RESOLVED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed"})
    void whenTheFirstMessageIsGoneTheEndIsANewOne(String error) {
        slack.failNext(FakeSlack.apiError(error));

        Outcome outcome = send(Samples.resolved(destination(), "COPS:1.2"));

        assertThat(((Outcome.Delivered) outcome).thread()).startsWith("COPS:17");
        assertThat(slack.messages()).extracting(FakeSlack.Message::thread).containsExactly("");
    }

    @Test
    void anUpdateThatMustWaitSaysNothingYet() {
        slack.failNext(Fault.tooMany("3"));

        Outcome outcome = send(Samples.resolved(destination(), "COPS:1.2"));

        assertThat(outcome).isEqualTo(new Outcome.Retry("slack says ratelimited", Duration.ofSeconds(3)));
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void anUpdateWhoseAnswerWasLostStillReplies() {
        String thread = ((Outcome.Delivered) send(Samples.page(destination()))).thread();
        slack.failNext(Fault.resetAfterBody());

        assertThat(send(Samples.resolved(destination(), thread))).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.messages()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ratelimited, Retry",
        "rate_limited, Retry",
        "service_unavailable, Retry",
        "team_added_to_org, Retry",
        "an_error_of_tomorrow, Retry",
        "fatal_error, Ambiguous",
        "internal_error, Ambiguous",
        "request_timeout, Ambiguous",
        "channel_not_found, Permanent",
        "not_in_channel, Permanent",
        "is_archived, Permanent",
        "invalid_auth, Permanent",
        "token_revoked, Permanent",
        "token_expired, Permanent",
        "account_inactive, Permanent",
        "missing_scope, Permanent",
        "restricted_action, Permanent",
        "message_limit_exceeded, Permanent",
    })
    void errorsMeanWhatSlackSaysTheyMean(String error, String outcome) {
        slack.failNext(FakeSlack.apiError(error));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_blocks", "msg_too_long", "msg_blocks_too_long", "no_text"})
    void contentThatSlackDislikesIsSentAgainAsPlainText(String error) {
        slack.failNext(FakeSlack.apiError(error));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.messages()).extracting(FakeSlack.Message::blocks).containsExactly("[]");
    }

    @Test
    void contentThatIsRefusedTwiceIsPermanent() {
        slack.failNext(FakeSlack.apiError("invalid_blocks"), FakeSlack.apiError("msg_too_long"));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void aPageOfAProxyIsNotAnAnswerOfSlack() {
        slack.failNext(Fault.html());

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void aBurstOverTheRateIsTakenLater() {
        slack.limitRate(new SimulatedTime(Samples.AT), 1);
        List<String> outcomes = List.of(
                send(Samples.page(destination())).getClass().getSimpleName(),
                send(Samples.page(destination())).getClass().getSimpleName());

        assertThat(outcomes).containsExactly("Delivered", "Retry");
    }
}
