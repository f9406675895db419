package io.tocsin.notify;

import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to log in at a mail server. The mail client has a single password for all mechanisms, so each credential is a way of
 * its own, with connections of its own.
 *
 * @param mechanisms that may be used, with blanks between them; empty for no login
 * @param identity whom PLAIN asks to act as; empty for the user
 */
record MailLogin(String mechanisms, String username, Secret password, String identity) {
    private static final MailLogin NONE = new MailLogin("", "", Secret.NONE, "");
    private static final String CHALLENGE = "CRAM-MD5";
    private static final String PLAIN = "PLAIN";
    private static final String LOGIN = "LOGIN";

    /** The ways that a login allows, the one that gives away least first; never empty. */
    static List<MailLogin> of(SmtpServer.Login login) {
        String user = login.username();
        if (user.isEmpty()) return List.of(NONE);
        List<MailLogin> ways = new ArrayList<>();
        if (!login.challengeSecret().isEmpty()) ways.add(new MailLogin(CHALLENGE, user, login.challengeSecret(), ""));
        if (!login.password().isEmpty() || ways.isEmpty()) {
            // Who asks to be who he is asks for nothing (RFC 4616), and many files say so.
            boolean self = login.identity().isEmpty() || login.identity().equals(user);
            if (!self) ways.add(new MailLogin(PLAIN, user, login.password(), login.identity()));
            ways.add(new MailLogin(self ? PLAIN + " " + LOGIN : LOGIN, user, login.password(), ""));
        }
        return List.copyOf(ways);
    }

    void apply(MailConfig config) {
        if (mechanisms.isEmpty()) {
            config.setLogin(LoginOption.DISABLED);
            return;
        }
        config.setLogin(LoginOption.REQUIRED)
                .setAuthMethods(mechanisms)
                .setUsername(username)
                .setPassword(password.reveal());
    }

    /**
     * Whether a failure says that the server does not know this way. A challenge that is refused is taken for that too: some
     * servers offer it and keep passwords in a form that cannot answer it.
     */
    boolean isUnknown(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("no allowed AUTH methods available")
                || (mechanisms.equals(CHALLENGE) && message.startsWith("AUTH " + CHALLENGE + " failed"));
    }
}
