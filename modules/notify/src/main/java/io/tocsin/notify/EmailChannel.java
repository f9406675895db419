package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.SmtpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mail. Every recipient gets a transaction of his own, so that one dead address cannot keep the mail from the others, and a
 * retry only goes to those who have not got it yet.
 */
final class EmailChannel {
    /** A notice is retried within a day; a thousand in flight is a bad day. What is forgotten is merely sent again. */
    private static final int MAX_REMEMBERED = 1000;

    /** Greeting, TLS, login, envelope and content each have the answer timeout; together they have this many of it. */
    private static final int STEPS = 4;

    private final MailServers servers;
    private final ChannelSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, Outcome>> settled = new LinkedHashMap<>();

    EmailChannel(Vertx vertx, ChannelSettings settings) {
        this.servers = new MailServers(vertx, settings);
        this.settings = settings;
    }

    Future<Outcome> send(Notice notice, Destination.Email to, Wording wording) {
        MailForm form = MailForm.of(notice, to, wording, settings);
        if (form.to().isEmpty()) return Future.succeededFuture(new Outcome.Permanent("mail: no recipient"));
        Map<String, Outcome> known = known(notice.id());
        List<MailLogin> logins = MailLogin.of(to.server().login());
        Map<String, Future<Outcome>> attempts = new LinkedHashMap<>();
        for (String recipient : form.to()) {
            Outcome before = known.get(recipient);
            attempts.put(
                    recipient,
                    before == null ? sendTo(recipient, form, to.server(), logins) : Future.succeededFuture(before));
        }
        return Future.join(List.copyOf(attempts.values())).map(all -> {
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            attempts.forEach((recipient, attempt) -> outcomes.put(recipient, attempt.result()));
            Outcome outcome = MailOutcomes.merged(outcomes, thread(notice, to));
            remember(notice.id(), outcome, outcomes);
            return outcome;
        });
    }

    Future<Void> close() {
        return servers.close();
    }

    /** Tries one way to log in after the other, as long as the server has none that we asked for. */
    private Future<Outcome> sendTo(String recipient, MailForm form, SmtpServer server, List<MailLogin> logins) {
        Mail mail = mail(recipient, form);
        MailLogin login = logins.getFirst();
        Duration patience =
                settings.connectTimeout().plus(settings.answerTimeout().multipliedBy(STEPS));
        return servers.client(server, login)
                .compose((MailClient client) -> client.sendMail(mail))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(sent -> (Outcome) new Outcome.Delivered("accepted by " + server.host(), ""))
                .recover(failure -> {
                    boolean underWay = mail.underWay;
                    if (failure instanceof TimeoutException) mail.abandoned = true;
                    boolean another = logins.size() > 1 && login.isUnknown(failure);
                    return another
                            ? sendTo(recipient, form, server, logins.subList(1, logins.size()))
                            : Future.succeededFuture(SmtpOutcome.of(failure, underWay));
                });
    }

    private static Mail mail(String recipient, MailForm form) {
        Mail mail = new Mail();
        mail.setFrom(Texts.line(form.from())).setTo(Texts.line(recipient));
        if (!form.text().isEmpty()) mail.setText(form.text());
        if (!form.html().isEmpty()) mail.setHtml(form.html());
        form.headers().forEach(mail::addHeader);
        return mail;
    }

    private static String thread(Notice notice, Destination.Email to) {
        return notice.thread().isEmpty() ? MailHeaders.messageId(notice, to) : notice.thread();
    }

    private Map<String, Outcome> known(String id) {
        lock.lock();
        try {
            return settled.getOrDefault(id, Map.of());
        } finally {
            lock.unlock();
        }
    }

    /** Only while the notice as a whole is to be tried again. */
    private void remember(String id, Outcome outcome, Map<String, Outcome> outcomes) {
        lock.lock();
        try {
            settled.remove(id);
            if (outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Permanent) return;
            Map<String, Outcome> done = new TreeMap<>(outcomes);
            done.values().removeIf(o -> o instanceof Outcome.Retry || o instanceof Outcome.Ambiguous);
            if (!done.isEmpty()) settled.put(id, Map.copyOf(done));
            if (settled.size() > MAX_REMEMBERED) settled.remove(new ArrayList<>(settled.keySet()).getFirst());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells when its envelope begins: the client encodes a mail once a connection is ready and logged in, and says nowhere else
     * how far it came. A mail whose attempt was given up before that refuses to be sent after all.
     */
    private static final class Mail extends MailMessage {
        private volatile boolean underWay;
        private volatile boolean abandoned;

        @Override
        public String getText() {
            if (abandoned) throw new IllegalStateException("given up before it was sent");
            underWay = true;
            return super.getText();
        }
    }
}
