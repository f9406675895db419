package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import java.util.Arrays;
import java.util.List;

/** Where an email integration tells. */
final class MailTarget {
    private static final int IMPLICIT_TLS_PORT = 465;

    private MailTarget() {}

    static Target of(Values mail, GlobalReader.Read global, Secrets secrets) {
        Global.Smtp smtp = global.global().smtp();
        // Empty is as good as nothing given, as upstream reads it.
        String from = mail.says("from") ? mail.text("from") : smtp.from();
        String smarthost = mail.says("smarthost") ? mail.text("smarthost") : smtp.smarthost();
        if (from == null && !mail.given("from"))
            mail.problem("", "email needs 'from', here or as smtp_from in 'global'");
        if (smarthost == null && !mail.given("smarthost"))
            mail.problem("", "email needs 'smarthost', here or as smtp_smarthost in 'global'");
        List<String> to = addresses(mail.text("to", ""));
        if (from == null || from.isEmpty()) return Target.empty("from");
        if (smarthost == null || Scalars.port(smarthost) == 0) return Target.empty("smarthost");
        if (to.isEmpty()) return Target.empty("to");
        return Target.to(new Destination.Email(server(mail, smarthost, smtp, secrets), from, to));
    }

    private static List<String> addresses(String to) {
        return Arrays.stream(to.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static SmtpServer server(Values mail, String smarthost, Global.Smtp smtp, Secrets secrets) {
        int port = Scalars.port(smarthost);
        Boolean own = GlobalReader.flag(mail, "force_implicit_tls");
        Boolean implicit = own == null ? smtp.implicitTls() : own;
        return new SmtpServer(
                Scalars.host(smarthost),
                port,
                GlobalReader.given(mail, "hello", smtp.hello()),
                login(mail, smtp.login(), secrets),
                mail.flag("require_tls", smtp.requireTls()),
                implicit == null ? port == IMPLICIT_TLS_PORT : implicit,
                mail.has("tls_config") ? HttpConfig.tls(mail, "tls_config", secrets) : smtp.tls());
    }

    /** Each part that is empty is the global one's, as upstream does it: not the login as a whole. */
    private static SmtpServer.Login login(Values mail, SmtpServer.Login global, Secrets secrets) {
        Secret password = secrets.orNone(mail, "auth_password");
        Secret challenge = secrets.orNone(mail, "auth_secret");
        return new SmtpServer.Login(
                GlobalReader.given(mail, "auth_username", global.username()),
                password.isEmpty() ? global.password() : password,
                challenge.isEmpty() ? global.challengeSecret() : challenge,
                GlobalReader.given(mail, "auth_identity", global.identity()));
    }
}
