package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.testkit.FakeCertificate;
import io.tocsin.testkit.FakeSmtp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTlsTest {
    private static final String STRANGER = "mail.elsewhere.example";

    @TempDir
    private static Path folder;

    private static FakeCertificate localhost;
    private static FakeCertificate stranger;

    private final Vertx vertx = Vertx.vertx();
    private final Channels channels = Channels.open(vertx, ChannelSettings.defaults(""));

    @BeforeAll
    static void makeCertificates() throws IOException {
        localhost = FakeCertificate.create(folder, "localhost");
        stranger = FakeCertificate.create(folder, STRANGER);
    }

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    @Test
    void aTrustedServerIsToldOverStartTls() {
        FakeSmtp smtp = start(FakeSmtp.Options.startTls(localhost).login("tocsin", "open sesame"));

        Outcome outcome = send(server(smtp, "tocsin", true, false, trusting(localhost)));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.messages()).hasSize(1);
    }

    @Test
    void aTrustedServerIsToldOverImplicitTls() {
        FakeSmtp smtp = start(FakeSmtp.Options.implicitTls(localhost));

        assertThat(send(server(smtp, "", true, true, trusting(localhost)))).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void anUnknownCertificateIsRefusedBeforeAnythingIsSaid() {
        FakeSmtp smtp = start(FakeSmtp.Options.startTls(localhost).login("tocsin", "open sesame"));

        assertThat(send(server(smtp, "tocsin", true, false, Tls.DEFAULT))).isInstanceOf(Outcome.Retry.class);
        assertThat(send(server(smtp, "tocsin", true, false, trusting(stranger))))
                .isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrustedCertificateOfAnotherHostIsRefused(boolean implicit) {
        FakeSmtp smtp = start(implicit ? implicitTls(stranger) : startTls(stranger));

        assertThat(send(server(smtp, "", true, implicit, trusting(stranger))).detail())
                .contains("No subject alternative DNS name matching localhost");
        assertThat(smtp.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCertificateOfAnotherHostNeedsItsNameToBeGiven(boolean implicit) {
        FakeSmtp smtp = start(implicit ? implicitTls(stranger) : startTls(stranger));

        assertThat(send(server(smtp, "", true, implicit, named(stranger, STRANGER))))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.serverNames()).containsExactly(STRANGER);
        assertThat(send(server(smtp, "", true, implicit, named(localhost, STRANGER))))
                .isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsConnectedToDoesNotCountWhereAnotherNameIsGiven(boolean implicit) {
        FakeSmtp smtp = start(implicit ? implicitTls(localhost) : startTls(localhost));

        assertThat(send(server(smtp, "", true, implicit, named(localhost, STRANGER)))
                        .detail())
                .contains("the server's certificate is not for " + STRANGER);
        assertThat(smtp.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyCertificateWillDoWhereTheFileSaysSo(boolean implicit) {
        FakeSmtp smtp = start(implicit ? implicitTls(stranger) : startTls(stranger));

        assertThat(send(server(smtp, "", true, implicit, new Tls("", "", Secret.NONE, "", true, "", ""))))
                .isInstanceOf(Outcome.Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientCertificateIsShown(boolean implicit) {
        // in TLS 1.3 a server refuses a client only after the handshake, and a client that waits notices late
        FakeSmtp.Options options = (implicit ? implicitTls(localhost) : startTls(localhost)).speaking("TLSv1.2");
        FakeSmtp smtp = start(options.onlyFor(stranger));
        Tls with = new Tls(read(localhost.pem()), read(stranger.pem()), new Secret(stranger.key()), "", false, "", "");

        assertThat(send(server(smtp, "", true, implicit, with))).isInstanceOf(Outcome.Delivered.class);
        assertThat(send(server(smtp, "", true, implicit, trusting(localhost)))).isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'', '', true", "TLS12, TLS12, true", "TLS13, '', false", "'', TLS13, true"})
    void versionsThatDoNotMeetDoNotConnect(String min, String max, boolean delivered) {
        FakeSmtp smtp = start(startTls(localhost).speaking("TLSv1.2"));
        Tls tls = new Tls(read(localhost.pem()), "", Secret.NONE, "", false, min, max);

        assertThat(send(server(smtp, "", true, false, tls)))
                .isInstanceOf(delivered ? Outcome.Delivered.class : Outcome.Retry.class);
    }

    @Test
    void withoutTlsNothingIsSentWhereTlsIsRequired() {
        FakeSmtp smtp = start(FakeSmtp.Options.PLAIN);

        Outcome outcome = send(server(smtp, "", true, false, Tls.DEFAULT));

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(outcome.detail()).contains("STARTTLS");
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void certificatesThatMakeNoSenseAreSaidAndNothingIsSent() {
        FakeSmtp smtp = start(startTls(localhost));
        Tls keyless = new Tls("", read(localhost.pem()), Secret.NONE, "", false, "", "");

        assertThat(send(server(smtp, "", true, false, new Tls("garbage", "", Secret.NONE, "", false, "", ""))))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        refused ->
                                assertThat(refused.detail()).startsWith("mail: cannot read the trusted certificate"));
        assertThat(send(server(smtp, "", true, false, keyless)))
                .isEqualTo(new Outcome.Permanent("mail: the client certificate has no key"));
        assertThat(smtp.messages()).isEmpty();
    }

    private static FakeSmtp.Options startTls(FakeCertificate certificate) {
        return FakeSmtp.Options.startTls(certificate);
    }

    private static FakeSmtp.Options implicitTls(FakeCertificate certificate) {
        return FakeSmtp.Options.implicitTls(certificate);
    }

    private static Tls trusting(FakeCertificate certificate) {
        return named(certificate, "");
    }

    private static Tls named(FakeCertificate certificate, String name) {
        return new Tls(read(certificate.pem()), "", Secret.NONE, name, false, "", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private FakeSmtp start(FakeSmtp.Options options) {
        return FakeSmtp.start(vertx, 0, options).await();
    }

    private static SmtpServer server(FakeSmtp smtp, String user, boolean requireTls, boolean implicitTls, Tls tls) {
        SmtpServer.Login login = SmtpServer.Login.of(user, new Secret("open sesame"));
        return new SmtpServer("localhost", smtp.port(), "tocsin.test", login, requireTls, implicitTls, tls);
    }

    private Outcome send(SmtpServer server) {
        return channels.send(
                        Samples.page(new Destination.Email(server, "tocsin@example.org", List.of("anna@example.org"))),
                        Wording.OURS)
                .await();
    }
}
