package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.FakeCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedServerTest {
    @TempDir
    private static Path folder;

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, mail.example.org, true",
        "mail.example.org, MAIL.example.ORG, true",
        "mail.example.org, example.org, false",
        "mail.example.org, mail.example.org.evil, false",
        "*.example.org, mail.example.org, true",
        "*.example.org, a.mail.example.org, false",
        "*.example.org, example.org, false",
        "*.example.org, xexample.org, false",
        "localhost, localhost, true",
        "localhost, 127.0.0.1, true",
        "localhost, 127.0.0.2, false",
    })
    void aCertificateIsForItsNamesOnly(String certified, String name, boolean good)
            throws IOException, GeneralSecurityException {
        FakeCertificate certificate = FakeCertificate.create(folder, certified);
        NamedServer trust = new NamedServer(name, HttpTls.trust(Files.readString(certificate.pem())));

        assertThat(trusts(trust, certificate)).isEqualTo(good);
    }

    private static boolean trusts(NamedServer trust, FakeCertificate certificate)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate.pem())) {
            X509Certificate read =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            trust.checkServerTrusted(new X509Certificate[] {read}, "ECDHE_ECDSA");
            return true;
        } catch (CertificateException refused) {
            assertThat(refused).hasMessageContaining("the server's certificate is not for");
            return false;
        }
    }
}
