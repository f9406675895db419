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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, secrets for challenges, and acting as somebody else. */
class EmailLoginTest {
    private static final String SECRET = "open sesame";

    private final Vertx vertx = Vertx.vertx();
    private final Channels channels = Channels.open(vertx, ChannelSettings.defaults(""));

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    @Test
    void aSecretAnswersAChallenge() {
        FakeSmtp smtp = start("CRAM-MD5 PLAIN LOGIN");

        assertThat(send(smtp, "", SECRET, "")).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.logins()).containsExactly(new FakeSmtp.Login("CRAM-MD5", "tocsin", ""));
    }

    @Test
    void aPasswordIsNoSecretForAChallenge() {
        FakeSmtp smtp = start("CRAM-MD5");

        assertThat(send(smtp, SECRET, "", "")).isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void aSecretIsNeverSentAsAPassword() {
        FakeSmtp smtp = start("PLAIN LOGIN");

        assertThat(send(smtp, "", SECRET, ""))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.detail()).contains("no allowed AUTH methods available"));
        assertThat(smtp.logins()).isEmpty();
    }

    @Test
    void whoHasBothUsesWhatTheServerKnows() {
        FakeSmtp passwords = start("PLAIN LOGIN");
        FakeSmtp both = start("PLAIN CRAM-MD5");

        assertThat(send(passwords, SECRET, "for challenges", "")).isInstanceOf(Outcome.Delivered.class);
        // it offers challenges, and cannot check the answer
        assertThat(send(both, SECRET, "for challenges", "")).isInstanceOf(Outcome.Delivered.class);
        assertThat(send(both, "for others", SECRET, "")).isInstanceOf(Outcome.Delivered.class);

        assertThat(passwords.logins()).extracting(FakeSmtp.Login::mechanism).containsExactly("LOGIN");
        assertThat(both.logins()).extracting(FakeSmtp.Login::mechanism).containsExactly("PLAIN", "CRAM-MD5");
    }

    @Test
    void aSecretThatIsRefusedIsARetryThatHidesIt() {
        FakeSmtp smtp = start("CRAM-MD5");

        assertThat(send(smtp, "", "hunter2", "")).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
            assertThat(retry.detail()).contains("535").doesNotContain("hunter2");
        });
    }

    @Test
    void anIdentityIsAskedForInPlainOnly() {
        FakeSmtp plain = start("LOGIN PLAIN");
        FakeSmtp login = start("LOGIN");

        assertThat(send(plain, SECRET, "", "alerts@example.org")).isInstanceOf(Outcome.Delivered.class);
        assertThat(send(login, SECRET, "", "alerts@example.org")).isInstanceOf(Outcome.Delivered.class);

        assertThat(plain.logins()).containsExactly(new FakeSmtp.Login("PLAIN", "tocsin", "alerts@example.org"));
        assertThat(login.logins()).containsExactly(new FakeSmtp.Login("LOGIN", "tocsin", ""));
    }

    @Test
    void anIdentityThatIsRefusedIsNotGivenUpSilently() {
        FakeSmtp smtp = start("PLAIN LOGIN");

        assertThat(send(smtp, "wrong", "", "alerts@example.org")).isInstanceOf(Outcome.Retry.class);
        assertThat(smtp.messages()).isEmpty();
    }

    @Test
    void whoAsksToBeHimselfAsksForNothing() {
        FakeSmtp smtp = start("PLAIN");

        assertThat(send(smtp, SECRET, "", "tocsin")).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.logins()).containsExactly(new FakeSmtp.Login("PLAIN", "tocsin", ""));
    }

    @Test
    void anIdentityAndANameOfTheServerGoTogetherOverTls(@TempDir Path folder) throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "mail.elsewhere.example");
        FakeSmtp.Options options = FakeSmtp.Options.startTls(certificate).login("tocsin", SECRET);
        FakeSmtp smtp = FakeSmtp.start(vertx, 0, options).await();
        SmtpServer.Login login = new SmtpServer.Login("tocsin", new Secret(SECRET), Secret.NONE, "alerts");
        Tls tls =
                new Tls(Files.readString(certificate.pem()), "", Secret.NONE, "mail.elsewhere.example", false, "", "");

        Outcome outcome = send(new SmtpServer("localhost", smtp.port(), "t", login, true, false, tls));
        Outcome again = send(new SmtpServer("localhost", smtp.port(), "t", login, true, false, tls));

        assertThat(List.of(outcome, again)).hasOnlyElementsOfType(Outcome.Delivered.class);
        assertThat(smtp.logins()).containsExactly(new FakeSmtp.Login("PLAIN", "tocsin", "alerts"));
        assertThat(smtp.messages()).hasSize(2);
    }

    private FakeSmtp start(String mechanisms) {
        FakeSmtp.Options options =
                FakeSmtp.Options.PLAIN.login("tocsin", SECRET).offering(mechanisms);
        return FakeSmtp.start(vertx, 0, options).await();
    }

    private Outcome send(FakeSmtp smtp, String password, String secret, String identity) {
        SmtpServer.Login login = new SmtpServer.Login("tocsin", new Secret(password), new Secret(secret), identity);
        return send(new SmtpServer("127.0.0.1", smtp.port(), "t", login, false, false, Tls.DEFAULT));
    }

    private Outcome send(SmtpServer server) {
        Destination to = new Destination.Email(server, "tocsin@example.org", List.of("anna@example.org"));
        return channels.send(Samples.page(to), Wording.OURS).await();
    }
}
