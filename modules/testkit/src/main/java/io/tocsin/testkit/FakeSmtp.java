package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that accepts and keeps everything: RFC 5321 with PIPELINING, STARTTLS, AUTH PLAIN, LOGIN and CRAM-MD5. Its
 * faults are scripted by the command at which they happen.
 */
public final class FakeSmtp {
    private final Inbox<ReceivedMail> inbox = new Inbox<>();
    private final Inbox<Login> logins = new Inbox<>();
    private final Inbox<String> names = new Inbox<>();
    private final Queue<SmtpFault> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Options options;
    private final NetServer server;
    private volatile int port;

    /**
     * How strict the server is.
     *
     * @param certificate without one there is no TLS
     * @param implicitTls TLS from the first byte instead of STARTTLS
     * @param requireTls refuses AUTH and MAIL before TLS
     * @param username with one, MAIL is refused before AUTH; empty for none
     * @param mechanisms of AUTH that are offered, in this order
     * @param clients with one, a client that does not show this certificate is turned away
     * @param versions of TLS that are spoken; empty for the JDK's own choice
     */
    public record Options(
            @Nullable FakeCertificate certificate,
            boolean implicitTls,
            boolean requireTls,
            String username,
            String password,
            String mechanisms,
            @Nullable FakeCertificate clients,
            Set<String> versions) {
        /** No TLS, no login. */
        public static final Options PLAIN = tls(null, false, false);

        public Options {
            versions = Set.copyOf(versions);
        }

        private static Options tls(@Nullable FakeCertificate certificate, boolean implicitTls, boolean requireTls) {
            return new Options(certificate, implicitTls, requireTls, "", "", "PLAIN LOGIN", null, Set.of());
        }

        /** STARTTLS is offered and required. */
        public static Options startTls(FakeCertificate certificate) {
            return tls(certificate, false, true);
        }

        /** TLS from the first byte. */
        public static Options implicitTls(FakeCertificate certificate) {
            return tls(certificate, true, true);
        }

        /** The same with a login. */
        public Options login(String name, String secret) {
            return new Options(certificate, implicitTls, requireTls, name, secret, mechanisms, clients, versions);
        }

        /** The same with other mechanisms, such as {@code CRAM-MD5 PLAIN}. */
        public Options offering(String others) {
            return new Options(certificate, implicitTls, requireTls, username, password, others, clients, versions);
        }

        /** The same for clients with this certificate only. */
        public Options onlyFor(FakeCertificate client) {
            return new Options(certificate, implicitTls, requireTls, username, password, mechanisms, client, versions);
        }

        /** The same with these versions of TLS, such as {@code TLSv1.2}. */
        public Options speaking(String... others) {
            return new Options(
                    certificate, implicitTls, requireTls, username, password, mechanisms, clients, Set.of(others));
        }
    }

    /**
     * A login that was taken.
     *
     * @param identity whom the user asked to act as; empty for nobody else
     */
    public record Login(String mechanism, String username, String identity) {}

    private FakeSmtp(Vertx vertx, Options options) {
        this.options = options;
        NetServerOptions net = new NetServerOptions().setSsl(options.implicitTls());
        FakeCertificate certificate = options.certificate();
        if (certificate != null) {
            net.setKeyCertOptions(
                    new PfxOptions().setPath(certificate.keyStore().toString()).setPassword(FakeCertificate.PASSWORD));
            // any name is served with the one certificate, and remembered
            net.setSni(true);
        }
        FakeCertificate clients = options.clients();
        if (clients != null) {
            net.setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(
                            new PemTrustOptions().addCertPath(clients.pem().toString()));
        }
        if (!options.versions().isEmpty()) net.setEnabledSecureTransportProtocols(options.versions());
        this.server = vertx.createNetServer(net).connectHandler(socket -> new SmtpSession(this, socket).greet());
    }

    /** Without TLS and login, on the loopback; port 0 picks a free one. */
    public static Future<FakeSmtp> start(Vertx vertx, int port) {
        return start(vertx, port, Options.PLAIN);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeSmtp> start(Vertx vertx, int port, Options options) {
        FakeSmtp smtp = new FakeSmtp(vertx, options);
        return smtp.server.listen(port, "127.0.0.1").map(listening -> {
            smtp.port = listening.actualPort();
            return smtp;
        });
    }

    public int port() {
        return port;
    }

    /** Each fault strikes once, at the next command of its verb. */
    public void failNext(SmtpFault... next) {
        faults.addAll(List.of(next));
    }

    /** From now on RCPT with this address gets this reply. */
    public void refuseRecipient(String address, String reply) {
        refused.put(address, reply);
    }

    /** Takes a refusal back. */
    public void acceptRecipient(String address) {
        refused.remove(address);
    }

    public List<ReceivedMail> messages() {
        return inbox.all();
    }

    public List<Login> logins() {
        return logins.all();
    }

    /** Which names clients asked for when TLS began. */
    public List<String> serverNames() {
        return names.all();
    }

    /** The first mail that matches, here already or still to come. */
    public CompletableFuture<ReceivedMail> next(Predicate<ReceivedMail> which, Duration patience) {
        return inbox.next(which, patience);
    }

    public Future<Void> close() {
        return server.close();
    }

    Options options() {
        return options;
    }

    void welcome(Login login) {
        logins.add(login);
    }

    void asked(String serverName) {
        names.add(serverName);
    }

    void take(ReceivedMail mail) {
        inbox.add(mail);
    }

    @Nullable
    String refusal(String address) {
        return refused.get(address);
    }

    @Nullable
    SmtpFault fault(String verb) {
        Optional<SmtpFault> next =
                faults.stream().filter(fault -> fault.verb().equals(verb)).findFirst();
        return next.filter(faults::remove).orElse(null);
    }

    /** Runs one by hand and prints what arrives: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeSmtp::start, smtp -> {
            smtp.inbox.watch(mail -> FakeMain.print("mail to " + String.join(", ", mail.to()) + ": " + mail.subject()));
            return "smtp://127.0.0.1:" + smtp.port;
        });
    }
}
