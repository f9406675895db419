package io.tocsin.notify;

import io.tocsin.model.SmtpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** One mail client, with its few kept connections, for each mail server in use. */
final class MailServers {
    private final Vertx vertx;
    private final ChannelSettings settings;
    private final Map<SmtpServer, Future<MailClient>> clients = new ConcurrentHashMap<>();

    MailServers(Vertx vertx, ChannelSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Fails when the trusted certificates cannot be read; the next call reads them again. */
    Future<MailClient> client(SmtpServer server) {
        return clients.computeIfAbsent(
                server,
                key -> vertx.executeBlocking(() -> MailClient.create(vertx, config(key)))
                        .onFailure(unreadable -> clients.remove(key)));
    }

    Future<Void> close() {
        return Future.join(clients.values().stream()
                        .map(client -> client.compose(MailClient::close))
                        .toList())
                .mapEmpty();
    }

    private MailConfig config(SmtpServer server) throws IOException, GeneralSecurityException {
        MailConfig config = new MailConfig(server.host(), server.port())
                .setSsl(server.implicitTls())
                .setStarttls(startTls(server))
                .setKeepAlive(true)
                // a refused RCPT with a reply of two lines confuses the client's count of pipelined replies
                .setPipelining(false)
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                // the client waits for a reply for ever; an idle connection closes and gives its place back
                .setIdleTimeout(Math.toIntExact(settings.answerTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setUserAgent(Texts.line(settings.userAgent()));
        if (!server.hello().isEmpty()) config.setOwnHostname(server.hello());
        login(config, server);
        if (!server.trustedCertificates().isEmpty()) config.setTrustOptions(trust(server.trustedCertificates()));
        // The host's name is verified although nothing here says so: the client (5.0.8) turns it on by itself with TLS,
        // and
        // turns it OFF when it finds the algorithm already set. A test holds this.
        return config;
    }

    private static StartTLSOptions startTls(SmtpServer server) {
        if (server.implicitTls()) return StartTLSOptions.OPTIONAL;
        return server.requireTls() ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL;
    }

    private static void login(MailConfig config, SmtpServer server) {
        if (server.username().isEmpty()) {
            config.setLogin(LoginOption.DISABLED);
            return;
        }
        config.setLogin(LoginOption.REQUIRED)
                .setAuthMethods("PLAIN LOGIN")
                .setUsername(server.username())
                .setPassword(server.password().reveal());
    }

    /** Trust options replace the JDK's authorities, so those are put in beside the given certificates. */
    private static TrustOptions trust(String pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int n = 0;
        for (X509Certificate authority : jdkAuthorities()) trusted.setCertificateEntry("jdk-" + n++, authority);
        try (InputStream in = Files.newInputStream(Path.of(pem))) {
            for (Certificate given : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("given-" + n++, given);
            }
        }
        return TrustOptions.wrap(trustManager(trusted));
    }

    private static X509Certificate[] jdkAuthorities() throws GeneralSecurityException {
        TrustManagerFactory jdk = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jdk.init((KeyStore) null);
        for (TrustManager manager : jdk.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) return x509.getAcceptedIssuers();
        }
        return new X509Certificate[0];
    }

    private static TrustManager trustManager(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers()[0];
    }
}
