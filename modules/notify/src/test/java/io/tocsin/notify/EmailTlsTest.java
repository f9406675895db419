package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.testkit.FakeCertificate;
import io.tocsin.testkit.FakeSmtp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailTlsTest {
    @TempDir
    private static Path folder;

    private static FakeCertificate localhost;
    private static FakeCertificate stranger;

    private final Vertx vertx = Vertx.vertx();
    private final Channels channels = Channels.open(vertx, ChannelSettings.defaults(""));

    @BeforeAll
    static void makeCertificates() throws IOException {
        localhost = FakeCertificate.create(folder, "localhost");
        stranger = FakeCertificate.create(folder, "mail.elsewhere.example");
    }

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    @Test
    void aTrustedServerIsToldOverStartTls() {
        FakeSmtp smtp = start(FakeSmtp.Options.startTls(localhost).login("tocsin", "open sesame"));

        Outcome outcome = send(
                server(smtp, "localhost", "tocsin", true, false, localhost.pem().toString()));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.messages()).hasSize(1);
    }

    @Test
    void aTrustedServerIsToldOverImplicitTls() {
        FakeSmtp smtp = start(FakeSmtp.Options.implicitTls(localhost));

        assertThat(send(server(
                        smtp, "localhost", "", true, true, localhost.pem().toString())))
                .isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void anUnknownCertificateIsRefusedBeforeAnythingIsSaid() {
        FakeSmtp smtp = start(FakeSmtp.Options.startTls(localhost).login("tocsin", "open sesame"));

        assertThat(send(server(smtp, "localhost", "tocsin", true, false, ""))).isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() {
        FakeSmtp startTls = start(FakeSmtp.Options.startTls(stranger));
        FakeSmtp implicit = start(FakeSmtp.Options.implicitTls(stranger));

        String trusted = stranger.pem().toString();
        assertThat(send(server(startTls, "localhost", "", true, false, trusted)).detail())
                .contains("No subject alternative DNS name matching localhost");
        assertThat(send(server(implicit, "localhost", "", true, true, trusted)).detail())
                .contains("No subject alternative DNS name matching localhost");
        assertThat(startTls.messages()).isEmpty();
        assertThat(implicit.messages()).isEmpty();
    }

    @Test
    void withoutTlsNothingIsSentWhereTlsIsRequired() {
        FakeSmtp smtp = start(FakeSmtp.Options.PLAIN);

        Outcome outcome = send(server(smtp, "localhost", "", true, false, ""));

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(outcome.detail()).contains("STARTTLS");
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void certificatesThatCannotBeReadAreWorthAnotherTry() {
        FakeSmtp smtp = start(FakeSmtp.Options.startTls(localhost));
        Path absent = folder.resolve("absent.pem");

        assertThat(send(server(smtp, "localhost", "", true, false, absent.toString())))
                .isInstanceOf(Outcome.Retry.class);
    }

    private FakeSmtp start(FakeSmtp.Options options) {
        return FakeSmtp.start(vertx, 0, options).await();
    }

    private static SmtpServer server(
            FakeSmtp smtp, String host, String username, boolean requireTls, boolean implicitTls, String trusted) {
        return new SmtpServer(
                host,
                smtp.port(),
                "tocsin.test",
                username,
                new Secret("open sesame"),
                requireTls,
                implicitTls,
                trusted);
    }

    private Outcome send(SmtpServer server) {
        return channels.send(
                        Samples.page(new Destination.Email(server, "tocsin@example.org", List.of("anna@example.org"))),
                        Wording.OURS)
                .await();
    }
}
