package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeSmtpTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void itTakesAMailAndUndoesTheDots() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
        try (Wire wire = new Wire(smtp.port())) {
            envelope(wire);
            assertThat(wire.say("Subject: hi\r\n\r\n..starts with a dot\r\n.")).startsWith("250");
            assertThat(wire.say("QUIT")).startsWith("221");
        }
        ReceivedMail mail = smtp.messages().getFirst();
        assertThat(mail.from()).isEqualTo("tocsin@example.org");
        assertThat(mail.to()).containsExactly("anna@example.org");
        assertThat(mail.raw()).endsWith("\r\n.starts with a dot\r\n");
    }

    @Test
    void commandsOutOfOrderAreRefused() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
        try (Wire wire = new Wire(smtp.port())) {
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("503");
            wire.say("HELO me");
            assertThat(wire.say("RCPT TO:<a@b>")).startsWith("503");
            assertThat(wire.say("DATA")).startsWith("554");
            assertThat(wire.say("STARTTLS")).startsWith("454");
            assertThat(wire.say("BURN")).startsWith("502");
            assertThat(wire.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void anAddressCanBeRefusedAlone() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
        smtp.refuseRecipient("gone@example.org", "550 5.1.1 no such user");
        try (Wire wire = new Wire(smtp.port())) {
            wire.say("EHLO me");
            wire.say("MAIL FROM:<tocsin@example.org>");
            assertThat(wire.say("RCPT TO:<gone@example.org>")).isEqualTo("550 5.1.1 no such user");
            assertThat(wire.say("RCPT TO:<anna@example.org>")).startsWith("250");
        }
    }

    @Test
    void aScriptedReplyStrikesOnce() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
        smtp.failNext(SmtpFault.reply("MAIL", "451 4.3.0 try later"));
        try (Wire wire = new Wire(smtp.port())) {
            wire.say("EHLO me");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("451");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("250");
        }
    }

    @Test
    void aServerThatDiesAfterTheFinalDotHasTheMail() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
        smtp.failNext(SmtpFault.diesAfterFinalDot());
        try (Wire wire = new Wire(smtp.port())) {
            envelope(wire);
            assertThat(wire.say("Subject: hi\r\n\r\ntext\r\n.")).isEmpty();
        }
        assertThat(smtp.messages()).hasSize(1);
    }

    @Test
    void loginIsRequiredWhereOneIsSet() throws IOException {
        FakeSmtp smtp = FakeSmtp.start(vertx, 0, FakeSmtp.Options.PLAIN.login("tocsin", "open sesame"))
                .await();
        try (Wire wire = new Wire(smtp.port())) {
            wire.say("EHLO me");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("530");
            assertThat(wire.say("AUTH PLAIN " + base64("\0tocsin\0wrong"))).startsWith("535");
            assertThat(wire.say("AUTH LOGIN")).startsWith("334");
            assertThat(wire.say(base64("tocsin"))).startsWith("334");
            assertThat(wire.say(base64("open sesame"))).startsWith("235");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("250");
        }
    }

    @Test
    void nothingGoesBeforeTlsWhereItIsRequired() throws IOException, GeneralSecurityException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        FakeSmtp smtp =
                FakeSmtp.start(vertx, 0, FakeSmtp.Options.startTls(certificate)).await();
        try (Wire wire = new Wire(smtp.port())) {
            assertThat(wire.say("EHLO me")).contains("STARTTLS");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("530");
            assertThat(wire.say("STARTTLS")).startsWith("220");
            wire.upgrade(certificate.pem());
            assertThat(wire.say("EHLO me")).doesNotContain("STARTTLS");
            assertThat(wire.say("MAIL FROM:<a@b>")).startsWith("250");
        }
    }

    @Test
    void aReaderSeesDecodedSubjectAndParts() {
        ReceivedMail mail = ReceivedMail.parse(
                "a@b",
                List.of("c@d"),
                String.join(
                        "\r\n",
                        "Subject: =?UTF-8?Q?caf=C3=A9_?=",
                        " =?utf-8?B?8J+UpQ==?= open",
                        "X-Long: one",
                        "\ttwo",
                        "Content-Type: multipart/alternative; boundary=\"xyz\"",
                        "",
                        "--xyz",
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "na=C3=AFve =",
                        "line",
                        "--xyz",
                        "Content-Type: text/html; charset=utf-8",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "PGI+aGk8L2I+",
                        "--xyz--",
                        ""));

        assertThat(mail.subject()).isEqualTo("café 🔥 open");
        assertThat(mail.header("x-long")).isEqualTo("one\ttwo");
        assertThat(mail.text()).isEqualTo("naïve line");
        assertThat(mail.html()).isEqualTo("<b>hi</b>");
    }

    private static void envelope(Wire wire) throws IOException {
        wire.say("EHLO me");
        wire.say("MAIL FROM:<tocsin@example.org>");
        wire.say("RCPT TO:<anna@example.org>");
        assertThat(wire.say("DATA")).startsWith("354");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A plain socket that talks line by line. */
    private static final class Wire implements AutoCloseable {
        private Socket socket;

        Wire(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            assertThat(answer()).startsWith("220");
        }

        /** The whole answer; empty when the server hung up. */
        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return answer();
        }

        void upgrade(Path pem) throws IOException, GeneralSecurityException {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            try (InputStream in = Files.newInputStream(pem)) {
                trusted.setCertificateEntry(
                        "fake", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            secure.startHandshake();
            socket = secure;
        }

        private String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            String line = line();
            while (line.length() > 3 && line.charAt(3) == '-') {
                answer.append(line).append('\n');
                line = line();
            }
            return answer.append(line).toString();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                if (c != '\r') line.append((char) c);
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
