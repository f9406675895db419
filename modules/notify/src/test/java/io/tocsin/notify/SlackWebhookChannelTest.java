package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackWebhookChannelTest extends ChannelContract {
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();

    @Override
    Destination destination() {
        return new Destination.SlackWebhook(new Secret(slack.webhookUrl()), "#ops");
    }

    @Override
    Destination deserted() {
        return new Destination.SlackWebhook(new Secret("http://127.0.0.1:1/services/T/B/" + secret()), "#ops");
    }

    @Override
    void trouble(Trouble kind) {
        slack.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(500, "cannot serve " + slack.webhookUrl());
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(404, "no_service");
                });
    }

    @Override
    int received() {
        return slack.messages().size();
    }

    @Override
    String secret() {
        return "XXXXXXXXXXXXXXXXXXXXXXXX";
    }

    @ParameterizedTest
    @CsvSource({
        "400, no_active_hooks, Permanent",
        "400, some_new_word, Permanent",
        "403, action_prohibited, Permanent",
        "404, channel_not_found, Permanent",
        "404, no_service, Permanent",
        "410, channel_is_archived, Permanent",
        "403, <html>proxy says no</html>, Retry",
        "429, rate_limited, Retry",
        "500, rollup_error, Retry",
        "503, service_unavailable, Retry",
        "302, moved, Retry",
        "200, <html>maintenance</html>, Retry",
        "500, internal_error, Ambiguous",
    })
    void answersMeanWhatSlackSaysTheyMean(int status, String body, String outcome) {
        slack.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void tooManyWaitsAsLongAsSlackAsks() {
        slack.failNext(Fault.tooMany("30"));

        assertThat(send(Samples.page(destination())))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void refusedBlocksAreSentAgainAsPlainText() {
        slack.failNext(Fault.answer(400, "invalid_blocks"));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.messages()).extracting(FakeSlack.Message::blocks).containsExactly("[]");
        assertThat(slack.messages().getFirst().text()).contains("CRITICAL", Samples.TITLE, "Acknowledge");
    }

    @Test
    void contentThatIsRefusedTwiceIsPermanent() {
        slack.failNext(Fault.answer(400, "invalid_blocks"), Fault.answer(400, "invalid_payload"));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void aConnectionLostBeforeTheBodyWasReadMayHaveArrivedToo() {
        slack.failNext(Fault.resetBeforeBody());

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void anAddressThatIsNoneIsPermanent() {
        assertThat(send(Samples.page(new Destination.SlackWebhook(new Secret("hooks.slack.com/x"), ""))))
                .isInstanceOf(Outcome.Permanent.class);
    }
}
