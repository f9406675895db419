package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeTwilio;
import io.tocsin.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsChannelTest extends ChannelContract {
    private static final String PHONE = "+4915123456789";

    private final FakeTwilio twilio = FakeTwilio.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(PHONE, "");
    }

    @Override
    Destination deserted() {
        return new Destination.Sms(
                "http://127.0.0.1:1",
                FakeTwilio.ACCOUNT,
                new Secret(FakeTwilio.AUTH_TOKEN),
                FakeTwilio.FROM,
                PHONE,
                "");
    }

    private Destination to(String phone, String callback) {
        return new Destination.Sms(
                twilio.apiUrl(),
                FakeTwilio.ACCOUNT,
                new Secret(FakeTwilio.AUTH_TOKEN),
                FakeTwilio.FROM,
                phone,
                callback);
    }

    @Override
    void trouble(Trouble kind) {
        twilio.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(502, "<html>" + FakeTwilio.AUTH_TOKEN + "</html>");
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> FakeTwilio.error(400, 21211, "Invalid 'To' Phone Number");
                });
    }

    @Override
    int received() {
        return twilio.messages().size();
    }

    @Override
    String secret() {
        return FakeTwilio.AUTH_TOKEN;
    }

    @Test
    void aPageSaysHowToAnswerWhereAnswersReachUs() {
        Notice page = Samples.page(to(PHONE, "https://tocsin.example.org/callbacks/twilio"));

        Outcome outcome = send(page);

        assertThat(outcome.detail()).startsWith("twilio: queued as SM");
        FakeTwilio.Sms sms = twilio.messages().getFirst();
        assertThat(sms.to()).isEqualTo(PHONE);
        assertThat(sms.body()).contains("Reply a " + ReplyCode.of(page.id()) + " to acknowledge");
        assertThat(sms.statusCallback()).isEqualTo("https://tocsin.example.org/callbacks/twilio?notice=" + page.id());
    }

    @Test
    void elsewhereNobodyIsAskedToReply() {
        send(Samples.page(destination()));

        assertThat(twilio.messages().getFirst().body()).doesNotContain("Reply");
        assertThat(twilio.messages().getFirst().statusCallback()).isEmpty();
    }

    @Test
    void whoeverSaidStopWantsNothingMore() {
        twilio.failNext(FakeTwilio.error(400, 21610, "Attempt to send to unsubscribed recipient"));

        assertThat(send(Samples.page(destination())))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        refused -> assertThat(refused.gone()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "400,21606", "400,21608", "400,21614", "404,20404"})
    void whatNoTryWillMendIsPermanent(int status, int code) {
        twilio.failNext(FakeTwilio.error(status, code, "no"));

        assertThat(send(Samples.page(destination()))).isEqualTo(new Outcome.Permanent("twilio says " + code + ": no"));
    }

    @ParameterizedTest
    @CsvSource({"429,20429", "400,21611", "400,99999", "503,20503"})
    void whatIsBusyOrUnknownIsTriedAgain(int status, int code) {
        twilio.failNext(FakeTwilio.error(status, code, "later"));

        assertThat(send(Samples.page(destination()))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void tooManyRequestsSayHowLongToWait() {
        twilio.failNext(Fault.tooMany("7"));

        assertThat(send(Samples.page(destination())))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void aMessagingServiceIsNamedAsOne() {
        Destination service = new Destination.Sms(
                twilio.apiUrl(),
                FakeTwilio.ACCOUNT,
                new Secret(FakeTwilio.AUTH_TOKEN),
                "MG00000000000000000000000000000001",
                PHONE,
                "");

        assertThat(send(Samples.page(service)).detail()).startsWith("twilio: accepted as");
    }
}
