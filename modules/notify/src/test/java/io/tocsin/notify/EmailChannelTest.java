package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.tocsin.testkit.SmtpFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailChannelTest extends ChannelContract {
    private static final String PASSWORD = "open sesame";

    private final FakeSmtp smtp = FakeSmtp.start(vertx, 0, FakeSmtp.Options.PLAIN.login("tocsin", PASSWORD))
            .await();

    @Override
    Destination destination() {
        return to("anna@example.org");
    }

    @Override
    Destination deserted() {
        return new Destination.Email(server(1, PASSWORD), "tocsin@example.org", List.of("anna@example.org"));
    }

    private Destination to(String... recipients) {
        return new Destination.Email(server(smtp.port(), PASSWORD), "Tocsin <tocsin@example.org>", List.of(recipients));
    }

    private static SmtpServer server(int port, String password) {
        return new SmtpServer(
                "127.0.0.1",
                port,
                "tocsin.test",
                SmtpServer.Login.of("tocsin", new Secret(password)),
                false,
                false,
                HttpAccess.Tls.DEFAULT);
    }

    @Override
    void trouble(Trouble kind) {
        smtp.failNext(
                switch (kind) {
                    case SERVER_ERROR -> SmtpFault.reply("MAIL", "451 4.3.0 try later, " + PASSWORD);
                    case HANG -> SmtpFault.hang("MAIL");
                    case LOST_ANSWER -> SmtpFault.diesAfterFinalDot();
                    case REFUSED_FOR_GOOD -> SmtpFault.reply("RCPT", "550 5.1.1 no such user, " + PASSWORD);
                });
    }

    @Override
    int received() {
        return smtp.messages().size();
    }

    @Override
    String secret() {
        return PASSWORD;
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 421 4.3.2 busy, Retry",
        "CONNECT, 554 5.3.2 no service, Retry",
        "AUTH, 535 5.7.8 bad credentials, Retry",
        "AUTH, 454 4.7.0 try later, Retry",
        "MAIL, 450 4.2.1 busy, Retry",
        "MAIL, 530 5.7.0 authentication required, Retry",
        "MAIL, 553 5.1.8 sender unknown, Permanent",
        "RCPT, 450 4.7.1 greylisted, Retry",
        "RCPT, 452 4.5.3 too many, Retry",
        "RCPT, 550 5.1.1 no such user, Permanent",
        "RCPT, 552 5.2.2 mailbox full, Permanent",
        "DATA, 451 4.3.0 try later, Retry",
        "DATA, 554 5.7.1 no, Permanent",
        "., 451 4.3.0 try later, Retry",
        "., 554 5.7.1 looks like spam, Permanent",
    })
    void repliesMeanWhatSmtpSaysTheyMean(String verb, String reply, String outcome) {
        SmtpFault fault = SmtpFault.reply(verb, reply);
        // the client tries its other way to log in before it gives up
        smtp.failNext(verb.equals("AUTH") ? new SmtpFault[] {fault, fault} : new SmtpFault[] {fault});

        Outcome result = send(Samples.page(destination()));

        assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(result.detail()).contains(reply);
    }

    @ParameterizedTest
    @CsvSource({"EHLO, Retry", "AUTH, Retry", "MAIL, Ambiguous", "DATA, Ambiguous", "., Ambiguous"})
    void aLostConnectionIsAmbiguousOnceTheEnvelopeWasBegun(String verb, String outcome) {
        SmtpFault fault = SmtpFault.close(verb);
        smtp.failNext(verb.equals("AUTH") ? new SmtpFault[] {fault, fault} : new SmtpFault[] {fault});

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aHangBeforeTheEnvelopeIsWorthAnotherTryAndNothingIsSentLater() {
        smtp.failNext(SmtpFault.hang("EHLO"));
        try (Channels hasty =
                Channels.open(vertx, settings.timeouts(settings.connectTimeout(), Duration.ofMillis(150)))) {
            assertThat(hasty.send(Samples.page(destination()), Wording.OURS).await())
                    .isInstanceOf(Outcome.Retry.class);
        }
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void oneDeadAddressDoesNotKeepTheMailFromTheOthers() {
        smtp.refuseRecipient("gone@example.org", "550 5.1.1 no such user");

        Outcome outcome = send(Samples.page(to("gone@example.org", "anna@example.org")));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(outcome.detail()).contains("1 of 2 recipients", "gone@example.org", "no such user");
        assertThat(smtp.messages()).extracting(ReceivedMail::to).containsExactly(List.of("anna@example.org"));
    }

    @Test
    void aRetryGoesOnlyToThoseWhoHaveNotGotIt() {
        smtp.refuseRecipient("slow@example.org", "450 4.7.1 greylisted");
        Destination both = to("slow@example.org", "anna@example.org");

        assertThat(send(Samples.page(both))).isInstanceOf(Outcome.Retry.class);
        smtp.acceptRecipient("slow@example.org");
        Outcome second = send(Samples.page(both));

        assertThat(second).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.messages())
                .extracting(mail -> mail.to().getFirst())
                .containsExactly("anna@example.org", "slow@example.org");
    }

    @Test
    void everyReaderSeesWhoElseWasWrittenTo() {
        send(Samples.page(to("anna@example.org", "ben@example.org")));

        assertThat(smtp.messages())
                .extracting(mail -> mail.header("To"))
                .containsOnly("anna@example.org, ben@example.org");
    }

    @Test
    void theIdOfAMailIsTheSameOnEveryTry() {
        send(Samples.page(destination()));
        send(Samples.page(destination()));

        assertThat(smtp.messages())
                .extracting(mail -> mail.header("Message-ID"))
                .containsOnly("<n-42-1-0-anna-PAGE@tocsin.example.org>");
    }

    @Test
    void theMailsOfAnIncidentAreOneThread() {
        String thread = ((Outcome.Delivered) send(Samples.page(destination()))).thread();
        Outcome.Delivered end = (Outcome.Delivered) send(Samples.resolved(destination(), thread));

        ReceivedMail first = smtp.messages().get(0);
        ReceivedMail last = smtp.messages().get(1);
        assertThat(thread).isEqualTo(first.header("Message-ID"));
        assertThat(last.header("In-Reply-To")).isEqualTo(thread);
        assertThat(last.header("References")).isEqualTo(first.header("References") + " " + thread);
        assertThat(last.subject()).isEqualTo(first.subject()).isEqualTo("[CRITICAL] " + Samples.TITLE);
        assertThat(last.header("Message-ID")).isNotEqualTo(thread);
        assertThat(end.thread()).isEqualTo(thread);
    }

    @Test
    void machinesAreToldNotToAnswer() {
        send(Samples.page(destination()));

        ReceivedMail mail = smtp.messages().getFirst();
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(mail.header("List-Id")).isEqualTo("<payment-api.tocsin.example.org>");
        assertThat(mail.from()).isEqualTo("tocsin@example.org");
    }

    @Test
    void aLogLineCannotWriteHeadersNorMarkup() {
        send(Samples.hostile(destination()));

        ReceivedMail mail = smtp.messages().getFirst();
        assertThat(mail.headers()).extracting(ReceivedMail.Header::name).doesNotContain("Bcc", "bcc");
        assertThat(mail.to()).containsExactly("anna@example.org");
        assertThat(mail.html())
                .doesNotContain("<script", "javascript:", "</div><script")
                .contains("&lt;script&gt;");
        assertThat(mail.subject()).contains("🔥");
    }

    @Test
    void anEmojiInTheSubjectArrivesWhole() {
        Notice notice = Samples.notice(
                Notice.Kind.PAGE,
                destination(),
                Samples.briefing(Samples.alerts(1), "🔥 Zahlung schlägt fehl ".repeat(6), "x"),
                "");

        send(notice);

        assertThat(smtp.messages().getFirst().subject())
                .startsWith("[CRITICAL] 🔥 Zahlung schlägt fehl 🔥")
                .doesNotContain("?");
        assertThat(smtp.messages().getFirst().raw().lines()).allMatch(line -> line.length() <= 998);
    }

    @Test
    void aWrongPasswordIsAConfigurationErrorThatMayBeMended() {
        Destination wrong = new Destination.Email(
                server(smtp.port(), "wrong password"), "tocsin@example.org", List.of("anna@example.org"));

        Outcome outcome = send(Samples.page(wrong));

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(outcome.detail()).contains("535").doesNotContain("wrong password");
    }

    @Test
    void anAddressThatIsNoneIsPermanent() {
        assertThat(send(Samples.page(to("not an address")))).isInstanceOf(Outcome.Permanent.class);
        assertThat(send(Samples.page(to()))).isInstanceOf(Outcome.Permanent.class);
    }
}
