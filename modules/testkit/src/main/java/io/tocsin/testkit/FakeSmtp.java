package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that accepts and keeps everything: RFC 5321 with PIPELINING, STARTTLS, AUTH PLAIN and LOGIN. Its faults are
 * scripted by the command at which they happen.
 */
public final class FakeSmtp {
    private final Inbox<ReceivedMail> inbox = new Inbox<>();
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
     */
    public record Options(
            @Nullable FakeCertificate certificate,
            boolean implicitTls,
            boolean requireTls,
            String username,
            String password) {
        /** No TLS, no login. */
        public static final Options PLAIN = new Options(null, false, false, "", "");

        /** STARTTLS is offered and required. */
        public static Options startTls(FakeCertificate certificate) {
            return new Options(certificate, false, true, "", "");
        }

        /** TLS from the first byte. */
        public static Options implicitTls(FakeCertificate certificate) {
            return new Options(certificate, true, true, "", "");
        }

        /** The same with a login. */
        public Options login(String name, String secret) {
            return new Options(certificate, implicitTls, requireTls, name, secret);
        }
    }

    private FakeSmtp(Vertx vertx, Options options) {
        this.options = options;
        NetServerOptions net = new NetServerOptions().setSsl(options.implicitTls());
        FakeCertificate certificate = options.certificate();
        if (certificate != null) {
            net.setKeyCertOptions(
                    new PfxOptions().setPath(certificate.keyStore().toString()).setPassword(FakeCertificate.PASSWORD));
        }
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
