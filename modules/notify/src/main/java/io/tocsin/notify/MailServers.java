package io.tocsin.notify;

import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.SmtpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One mail client, with its few kept connections, for each mail server in use and each way to log in there. */
final class MailServers {
    private final Vertx vertx;
    private final ChannelSettings settings;
    private final Map<Way, Future<MailClient>> clients = new ConcurrentHashMap<>();

    private record Way(SmtpServer server, MailLogin login) {}

    MailServers(Vertx vertx, ChannelSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Fails with {@link BrokenAccess} when certificates cannot be used. */
    Future<MailClient> client(SmtpServer server, MailLogin login) {
        return clients.computeIfAbsent(
                new Way(server, login),
                way -> vertx.executeBlocking(
                                () -> MailClient.create(MailWire.of(vertx, way.server, way.login), config(way)))
                        .onFailure(unusable -> clients.remove(way)));
    }

    Future<Void> close() {
        return Future.join(clients.values().stream()
                        .map(client -> client.compose(MailClient::close))
                        .toList())
                .mapEmpty();
    }

    private MailConfig config(Way way) {
        SmtpServer server = way.server;
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
        way.login.apply(config);
        secure(server.tls(), config);
        return config;
    }

    private static StartTLSOptions startTls(SmtpServer server) {
        if (server.implicitTls()) return StartTLSOptions.OPTIONAL;
        return server.requireTls() ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL;
    }

    /**
     * The host's name is verified although nothing here says so: the client (5.0.8) turns that on by itself with TLS, and
     * turns it OFF when it finds the algorithm already set. Tests hold both.
     */
    private void secure(Tls tls, MailConfig config) {
        HttpTls.secure(tls, vertx, config);
        if (tls.insecure()) {
            config.setTrustAll(true);
        } else if (!tls.serverName().isEmpty()) {
            config.setTrustOptions(
                    TrustOptions.wrap(new NamedServer(tls.serverName(), HttpTls.trust(tls.trustedCertificates()))));
            config.setHostnameVerificationAlgorithm("HTTPS");
        } else if (!tls.trustedCertificates().isEmpty()) {
            config.setTrustOptions(TrustOptions.wrap(HttpTls.trust(tls.trustedCertificates())));
        }
    }
}
