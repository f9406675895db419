package io.tocsin.notify;

import io.tocsin.model.HttpAccess.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates and versions of TLS, checked before anything is sent with them. */
final class HttpTls {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    /** What Go, and with it Alertmanager, takes when nothing is said. */
    private static final int OLDEST = VERSIONS.indexOf("TLS12");

    private static final List<String> JDK_NAMES = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private HttpTls() {}

    /**
     * Sets the options of an HTTP client.
     * Given authorities take the place of the JDK's.
     *
     * @throws BrokenAccess when a certificate, a key or a version cannot be used
     */
    static void apply(Tls tls, Vertx vertx, HttpClientOptions options) {
        secure(tls, vertx, options);
        if (tls.insecure()) options.setTrustAll(true).setVerifyHost(false);
        else if (!tls.trustedCertificates().isEmpty())
            options.setTrustOptions(TrustOptions.wrap(trust(tls.trustedCertificates())));
        if (!tls.serverName().isEmpty()) options.setForceSni(true);
    }

    /** Versions and the client's own certificate, for any client. */
    static void secure(Tls tls, Vertx vertx, ClientOptionsBase options) {
        options.setEnabledSecureTransportProtocols(versions(tls));
        if (!tls.certificate().isEmpty() || !tls.key().isEmpty()) options.setKeyCertOptions(identity(tls, vertx));
    }

    private static Set<String> versions(Tls tls) {
        int oldest = version(tls.minVersion(), OLDEST);
        int newest = version(tls.maxVersion(), VERSIONS.size() - 1);
        if (newest < oldest) {
            throw new BrokenAccess("TLS between " + VERSIONS.get(oldest) + " and " + VERSIONS.get(newest) + " is none");
        }
        return new LinkedHashSet<>(JDK_NAMES.subList(oldest, newest + 1));
    }

    private static int version(String name, int otherwise) {
        if (name.isEmpty()) return otherwise;
        int index = VERSIONS.indexOf(name);
        if (index < 0) throw new BrokenAccess("unknown version of TLS '" + name + "': known are " + VERSIONS);
        return index;
    }

    private static PemKeyCertOptions identity(Tls tls, Vertx vertx) {
        if (tls.key().isEmpty()) throw new BrokenAccess("the client certificate has no key");
        if (tls.certificate().isEmpty()) throw new BrokenAccess("the key of a client certificate has no certificate");
        certificates(tls.certificate(), "client certificate");
        PemKeyCertOptions identity = new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(tls.certificate()))
                .addKeyValue(Buffer.buffer(tls.key().reveal()));
        try {
            identity.getKeyManagerFactory(vertx);
            return identity;
        } catch (Exception unreadable) {
            // Its own words may quote the key.
            throw new BrokenAccess("cannot read the key of the client certificate: no private key in PEM form"
                    + " (PKCS #8, or RSA or EC), or encrypted");
        }
    }

    /** Who is trusted: the given authorities, or without any those of the JDK. */
    static X509ExtendedTrustManager trust(String pem) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(pem.isEmpty() ? null : store(certificates(pem, "trusted certificate")));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException refused) {
            throw new BrokenAccess("cannot use the trusted certificates: " + Details.of(refused));
        }
    }

    private static KeyStore store(Collection<? extends Certificate> given)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int n = 0;
        for (Certificate certificate : given) trusted.setCertificateEntry("given-" + n++, certificate);
        return trusted;
    }

    private static Collection<? extends Certificate> certificates(String pem, String what) {
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (read.isEmpty()) throw new BrokenAccess("no " + what + " in PEM form");
            return read;
        } catch (GeneralSecurityException unreadable) {
            throw new BrokenAccess("cannot read the " + what + ": " + Details.of(unreadable));
        }
    }
}
