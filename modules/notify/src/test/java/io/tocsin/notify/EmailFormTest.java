package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.SmtpServer;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail in the words of alertmanager.yml, over SMTP. */
class EmailFormTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final Destination to = to("ops@example.org");

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private Destination to(String... recipients) {
        SmtpServer server = new SmtpServer(
                "127.0.0.1", smtp.port(), "", SmtpServer.Login.NONE, false, false, HttpAccess.Tls.DEFAULT);
        return new Destination.Email(server, "alerts@example.org", List.of(recipients));
    }

    private ReceivedMail sent(Notice notice, String... settings) {
        assertThat(channels.send(notice, Forms.wording(settings)).await()).isInstanceOf(Outcome.Delivered.class);
        return smtp.messages().getLast();
    }

    @Test
    void aSubjectIsEnoughForTheWholeFormOfAlertmanager() {
        ReceivedMail mail = sent(Forms.firing(to), "headers.subject", "{{ template \"team.title\" . }} – 🔥");

        assertThat(mail.subject()).isEqualTo("FIRING PaymentFailures (2) – 🔥");
        assertThat(mail.text()).isEmpty();
        assertThat(mail.html())
                .contains("[FIRING:2] PaymentFailures payment_api (critical payments)", "gateway-1", "2 firing");
        assertThat(mail.raw()).doesNotContain("multipart/");
    }

    @Test
    void textAndHtmlAreAlternatives() {
        ReceivedMail mail =
                sent(Forms.firing(to), "html", "<b>{{ .Status }}</b>", "text", "{{ template \"team.list\" . }}");

        assertThat(mail.subject()).isEqualTo("[FIRING:2] PaymentFailures payment_api (critical payments)");
        assertThat(mail.raw()).contains("multipart/alternative");
        assertThat(mail.html().strip()).isEqualTo("<b>firing</b>");
        assertThat(mail.text()).startsWith("* gateway-0: Card payments");
        assertThat(mail.raw().indexOf("text/plain")).isLessThan(mail.raw().indexOf("text/html"));
    }

    @Test
    void anEmptyHtmlLeavesTheText() {
        ReceivedMail mail = sent(Forms.firing(to), "html", "", "text", "{{ .Status }}");

        assertThat(mail.text().strip()).isEqualTo("firing");
        assertThat(mail.html()).isEmpty();
        assertThat(mail.raw()).doesNotContain("multipart/");
    }

    @Test
    void withoutAnyBodyOursIsSent() {
        assertThat(sent(Forms.firing(to), "html", "").text()).contains("Payments fail");
    }

    @Test
    void valuesAreEscapedInHtmlAndNotInText() {
        Notice notice = Samples.hostile(to);

        ReceivedMail mail = sent(notice, "html", "<p>{{ .CommonLabels.user }}</p>", "text", "{{ .CommonLabels.user }}");

        assertThat(mail.html()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(mail.text()).contains("<script>");
    }

    @Test
    void headersAreRenderedAndCannotBringOthers() {
        ReceivedMail mail = sent(
                Samples.hostile(to),
                "headers.Subject",
                "{{ .CommonLabels.user }}",
                "headers.X-Team",
                "{{ routeLabels \"team\" }}",
                "headers.Reply-To",
                "team@example.org",
                "headers.Bad Name",
                "x",
                "headers.Content-Type",
                "text/evil");

        assertThat(mail.header("X-Team")).isEqualTo("payments");
        assertThat(mail.header("Reply-To")).isEqualTo("team@example.org");
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.raw()).doesNotContain("text/evil", "Bad Name");
    }

    @Test
    void everyRecipientIsNamedUnlessAHeaderSaysWhom() {
        assertThat(sent(Forms.firing(to("a@example.org", "b@example.org")), "text", "x")
                        .header("To"))
                .contains("a@example.org", "b@example.org");
        assertThat(sent(
                                Forms.firing(to("a@example.org", "hidden@example.org")),
                                "text",
                                "x",
                                "headers.To",
                                "a@example.org")
                        .header("To"))
                .isEqualTo("a@example.org");
        assertThat(smtp.messages()).extracting(mail -> mail.to().getFirst()).contains("hidden@example.org");
    }

    @Test
    void recipientsMayBeATemplate() {
        sent(
                Forms.firing(to("{{ .CommonLabels.team }}@example.org", "ops@example.org")),
                "to",
                "{{ .CommonLabels.team }}@example.org, ops@example.org");

        assertThat(smtp.messages())
                .extracting(mail -> mail.to().getFirst())
                .containsExactlyInAnyOrder("payments@example.org", "ops@example.org");
    }

    @Test
    void threadsHaveTheRootThatAlertmanagerGivesThem() {
        String key = Texts.sha256(Samples.group(Samples.alerts(1)).key()).substring(0, 16);

        ReceivedMail daily =
                sent(Forms.firing(to), "text", "x", "threading.enabled", "true", "threading.thread_by_date", "daily");
        ReceivedMail whole =
                sent(Forms.firing(to), "text", "x", "threading.enabled", "true", "threading.thread_by_date", "none");

        assertThat(daily.header("References")).isEqualTo("<alert-" + key + "-2026-03-01@alertmanager>");
        assertThat(daily.header("In-Reply-To")).isEqualTo("<alert-" + key + "-2026-03-01@alertmanager>");
        assertThat(whole.header("References")).isEqualTo("<alert-" + key + "-@alertmanager>");
    }

    @Test
    void aTextThatFailsCostsTheWordsAndNotTheMail() {
        ReceivedMail mail = sent(Forms.firing(to), "html", "<b>{{ index .Alerts 9 }}</b>");

        assertThat(mail.subject()).isEqualTo("[CRITICAL] " + Samples.TITLE);
        assertThat(mail.text()).contains("In Tocsin's words, not in those of the configuration: ", "html:1:7: cannot");
    }
}
