package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.SmtpServer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailContentTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final SmtpServer SERVER =
            new SmtpServer("mx", 25, "", SmtpServer.Login.NONE, true, false, HttpAccess.Tls.DEFAULT);
    private static final Destination.Email ANNA =
            new Destination.Email(SERVER, "Tocsin <tocsin@example.org>", List.of("anna@example.org"));

    @Test
    void theTextSaysEverythingAReaderNeeds() {
        String text = MailText.of(Samples.page(ANNA), BERLIN);

        assertThat(text)
                .startsWith("CRITICAL: " + Samples.TITLE + "\nYou are primary on call")
                .contains(
                        "Acknowledge: " + Samples.LINKS.acknowledge(),
                        "Log lines:   " + Samples.LINKS.logs(),
                        "Runbook:     " + Samples.LINKS.runbook(),
                        "Dashboard:   " + Samples.LINKS.dashboard(),
                        "Service:     payment_api",
                        "Rule:        PaymentFailures",
                        "Value:       7.4 %",
                        "Since:       2026-03-01 03:52 CET (12 min)",
                        "Next:        carla",
                        "Told:        ops-slack by slack",
                        "gateway=gateway-1",
                        "00000000000004f2");
    }

    @Test
    void theHtmlSaysTheSame() {
        String html = MailHtml.of(Samples.page(ANNA), BERLIN);

        assertThat(html)
                .contains(
                        "CRITICAL",
                        Samples.TITLE,
                        "You are primary on call",
                        "payment_api",
                        "2026-03-01 03:52 CET (12 min)",
                        "carla (secondary)",
                        "ben by email",
                        "href=\"https://tocsin.example.org/a/eyJpIjo0Mn0.c2ln?x=1&amp;y=2\"",
                        "color-scheme");
    }

    @Test
    void noTextBecomesMarkupAndNoLinkAScript() {
        String html = MailHtml.of(Samples.hostile(ANNA), BERLIN);

        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script", "javascript:", "https://x/");
    }

    @Test
    void anAcknowledgementNamesWhoAndOffersNoButton() {
        Notice acknowledged = Samples.acknowledged(ANNA, "");

        assertThat(MailText.of(acknowledged, BERLIN))
                .startsWith("ACKNOWLEDGED by anna: ")
                .doesNotContain("Acknowledge:", "Next:");
        assertThat(MailHtml.of(acknowledged, BERLIN))
                .contains("Acknowledged by", "anna")
                .doesNotContain(">Acknowledge<");
    }

    @Test
    void aThousandAlertsAreTwentyAndACount() {
        Notice notice = Samples.notice(Notice.Kind.PAGE, ANNA, Samples.briefing(Samples.alerts(1000)), "");

        assertThat(MailText.of(notice, BERLIN))
                .contains("gateway-19", "… and 980 more")
                .doesNotContain("gateway-20");
        assertThat(MailHtml.of(notice, BERLIN)).contains("… and 980 more").hasSizeLessThan(100_000);
    }

    @Test
    void theSubjectStaysTheSameFromPageToEnd() {
        assertThat(MailHeaders.subject(Samples.page(ANNA)))
                .isEqualTo(MailHeaders.subject(Samples.resolved(ANNA, "")))
                .isEqualTo("[CRITICAL] " + Samples.TITLE);
    }

    @Test
    void noHeaderHoldsALineBreakThatIsNotAFold() {
        Map<String, String> headers = MailHeaders.of(Samples.hostile(ANNA), ANNA);

        assertThat(headers.values())
                .allMatch(value -> !value.replace("\r\n ", "").matches("(?s).*[\r\n].*"));
        assertThat(headers.get("Message-ID")).matches("<[0-9a-f]{64}@tocsin\\.example\\.org>");
    }

    @Test
    void theFirstMailOfAnIncidentAlreadyNamesItsThread() {
        assertThat(MailHeaders.of(Samples.page(ANNA), ANNA))
                .containsEntry("References", "<incident-42@tocsin.example.org>")
                .containsEntry("In-Reply-To", "<incident-42@tocsin.example.org>");
    }

    @Test
    void encodedWordsAreShortAndWhole() {
        String encoded = MailHeaders.encoded("[HIGH] 🔥🔥🔥 Überlast ".repeat(10));

        assertThat(encoded.split("\r\n ", -1))
                .allMatch(word -> word.matches("=\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?=") && word.length() <= 75);
        assertThat(MailHeaders.encoded("plain [x]")).isEqualTo("plain [x]");
        assertThat(MailHeaders.encoded("=?UTF-8?Q?forged?=")).startsWith("=?UTF-8?B?");
    }
}
