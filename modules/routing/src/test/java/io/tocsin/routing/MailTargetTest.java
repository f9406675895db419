package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MailTargetTest {
    private final Problems problems = new Problems();

    private Integration integration(String global, String email) {
        RoutingConfig read = RoutingFile.parse(
                "routing.yml",
                "global: {" + global + "}\nroute: {receiver: r}\nreceivers: [{name: r, email_configs: [" + email
                        + "]}]",
                name -> null,
                Map.of("secret.txt", "s3cret\n")::get,
                problems);
        assertThat(problems.list()).isEmpty();
        return read.receiver(read.root()).integrations().getFirst();
    }

    @Test
    void mailKnowsServerSenderAndReaders() {
        Integration mail = integration(
                "smtp_smarthost: 'mx:465', smtp_from: a@b, smtp_auth_username: u, smtp_auth_password: p",
                "{to: 'x@y, z@y', hello: me, tls_config: {server_name: n}, headers: {Subject: Hi}}");

        assertThat(mail.destination())
                .isEqualTo(new Destination.Email(
                        new SmtpServer(
                                "mx",
                                465,
                                "me",
                                SmtpServer.Login.of("u", new Secret("p")),
                                true,
                                true,
                                new HttpAccess.Tls("", "", Secret.NONE, "n", false, "", "")),
                        "a@b",
                        List.of("x@y", "z@y")));
        assertThat(mail.sendResolved()).isFalse();
        assertThat(mail.settings()).containsEntry("headers.Subject", "Hi");
    }

    @Test
    void mailTakesEachPartOfTheGlobalLoginThatItHasNotAndTlsAsAWhole() {
        String global = "smtp_smarthost: 'mx:25', smtp_from: a@b, smtp_auth_username: u, smtp_auth_password: p,"
                + " smtp_auth_secret_file: secret.txt, smtp_auth_identity: i,"
                + " smtp_tls_config: {server_name: n, min_version: TLS13}";

        SmtpServer fallen = server(global, "{to: x@y}");
        SmtpServer own = server(global, "{to: x@y, auth_secret: t, auth_identity: j, tls_config: {server_name: m}}");

        assertThat(fallen.login()).isEqualTo(new SmtpServer.Login("u", new Secret("p"), new Secret("s3cret"), "i"));
        assertThat(fallen.tls()).isEqualTo(new HttpAccess.Tls("", "", Secret.NONE, "n", false, "TLS13", ""));
        assertThat(own.login()).isEqualTo(new SmtpServer.Login("u", new Secret("p"), new Secret("t"), "j"));
        assertThat(own.tls()).isEqualTo(new HttpAccess.Tls("", "", Secret.NONE, "m", false, "", ""));
    }

    private SmtpServer server(String global, String email) {
        return ((Destination.Email)
                        Objects.requireNonNull(integration(global, email).destination()))
                .server();
    }

    @Test
    void anAuthorityThatCannotBeReadIsSaidWhenTheFileIsRead() {
        SmtpServer server =
                server("smtp_smarthost: 'mx:25', smtp_from: a@b", "{to: x@y, tls_config: {ca_file: none.pem}}");

        assertThat(server.tls()).isEqualTo(HttpAccess.Tls.DEFAULT);
        assertThat(problems.warnings())
                .extracting(Problem::message)
                .anyMatch(message -> message.startsWith("cannot read 'none.pem'"));
    }
}
