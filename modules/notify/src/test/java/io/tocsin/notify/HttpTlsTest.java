package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTlsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpPost http = new HttpPost(vertx, ChannelSettings.defaults(""), Map.of());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    @Test
    void aGivenAuthorityIsTrusted() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(tls(certificate));

        assertThat(said(port, trusting(certificate, "", "", ""))).isEqualTo("HTTP/2 localhost:" + port);
        assertThat(post(port, Tls.DEFAULT)).isInstanceOf(Answer.NotSent.class);
    }

    @Test
    void http2IsOfferedUnlessItIsSwitchedOff() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(tls(certificate));
        int old = serve(tls(certificate).setUseAlpn(false));
        Tls tls = trusting(certificate, "", "", "");

        assertThat(said(port, tls)).startsWith("HTTP/2 ");
        assertThat(said(old, tls)).startsWith("HTTP/1.1 ");
        assertThat(((Answered) post(port, new HttpAccess(Map.of(), null, tls, "", "", false, Map.of(), true, false)))
                        .body())
                .startsWith("HTTP/1.1 ");
    }

    @Test
    void aCertificateOfAnotherHostNeedsItsNameToBeGiven() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "hooks.example.org");
        int port = serve(tls(certificate));

        assertThat(post(port, trusting(certificate, "", "", ""))).isInstanceOf(Answer.NotSent.class);
        assertThat(said(port, trusting(certificate, "hooks.example.org", "", "")))
                .isEqualTo("HTTP/2 localhost:" + port);
        assertThat(post(port, trusting(certificate, "other.example.org", "", "")))
                .isInstanceOf(Answer.NotSent.class);
    }

    @Test
    void anyCertificateWillDoWhereTheAccessSaysSo() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "hooks.example.org");
        int port = serve(tls(certificate));

        assertThat(said(port, new Tls("", "", Secret.NONE, "", true, "", ""))).startsWith("HTTP/2 ");
    }

    @Test
    void aClientCertificateIsShown() throws IOException {
        FakeCertificate server = FakeCertificate.create(folder, "localhost");
        FakeCertificate client = FakeCertificate.create(folder, "tocsin.example.org");
        int port = serve(tls(server)
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertPath(client.pem().toString())));
        Tls with = new Tls(read(server.pem()), read(client.pem()), new Secret(client.key()), "", false, "", "");

        assertThat(said(port, with)).startsWith("HTTP/2 ");
        // in TLS 1.3 a server refuses a client only after the handshake, so the answer is what is lost
        assertThat(post(port, trusting(server, "", "", ""))).isNotInstanceOf(Answered.class);
    }

    @Test
    void versionsThatDoNotMeetDoNotConnect() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(tls(certificate).setEnabledSecureTransportProtocols(Set.of("TLSv1.2")));

        assertThat(said(port, trusting(certificate, "", "TLS12", "TLS12"))).startsWith("HTTP/2 ");
        assertThat(said(port, trusting(certificate, "", "", ""))).startsWith("HTTP/2 ");
        assertThat(post(port, trusting(certificate, "", "TLS13", ""))).isInstanceOf(Answer.NotSent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage | '' | '' | '' | '' | cannot send: cannot read the trusted certificate",
                "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE----- | '' | '' | '' | '' "
                        + "| cannot send: cannot read the trusted certificate",
                "'' | garbage | hunter2 | '' | '' | cannot send: cannot read the client certificate",
                "'' | PEM | hunter2 | '' | '' | cannot send: cannot read the key of the client certificate",
                "'' | PEM | '' | '' | '' | cannot send: the client certificate has no key",
                "'' | '' | hunter2 | '' | '' | cannot send: the key of a client certificate has no certificate",
                "'' | '' | '' | TLS9 | '' | cannot send: unknown version of TLS 'TLS9'",
                "'' | '' | '' | TLS13 | TLS12 | cannot send: TLS between TLS13 and TLS12 is none",
            })
    void whatMakesNoSenseIsSaidAndNothingIsSent(
            String ca, String certificate, String key, String min, String max, String detail) throws IOException {
        String pem = read(FakeCertificate.create(folder, "localhost").pem());
        Tls tls = new Tls(
                ca.replace("\\n", "\n"),
                certificate.equals("PEM") ? pem : certificate,
                new Secret(key),
                "",
                false,
                min,
                max);

        assertThat(post(1, tls)).isInstanceOfSatisfying(Answer.Impossible.class, impossible -> {
            assertThat(impossible.detail()).startsWith(detail).doesNotContain("hunter2");
        });
    }

    private int serve(HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .end((request.version().alpnName().equals("h2") ? "HTTP/2" : "HTTP/1.1") + " "
                                + request.authority()))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static HttpServerOptions tls(FakeCertificate certificate) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(FakeCertificate.PASSWORD));
    }

    private static Tls trusting(FakeCertificate certificate, String name, String min, String max) throws IOException {
        return new Tls(read(certificate.pem()), "", Secret.NONE, name, false, min, max);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private String said(int port, Tls tls) {
        Answer answer = post(port, tls);
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).body();
    }

    private Answer post(int port, Tls tls) {
        return post(port, new HttpAccess(Map.of(), null, tls, "", "", false, Map.of(), true, true));
    }

    private Answer post(int port, HttpAccess access) {
        return http.json("https://localhost:" + port + "/", access, Map.of(), new JsonObject())
                .await();
    }
}
