package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakePagerDuty;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PagerDuty in the words of alertmanager.yml, over HTTP. */
class PagerDutyFormTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Vertx vertx = Vertx.vertx();
    private final FakePagerDuty pagerDuty = FakePagerDuty.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final Destination to = new Destination.PagerDuty(pagerDuty.url(), new Secret(KEY));

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private JsonObject sent(Notice notice, String... settings) {
        assertThat(channels.send(notice, Forms.wording(settings)).await()).isInstanceOf(Outcome.Delivered.class);
        return pagerDuty.events().getLast().body();
    }

    @Test
    void oneTextIsEnoughForTheWholeFormOfAlertmanager() {
        JsonObject event = sent(Forms.firing(to), "severity", "{{ .CommonLabels.severity }}");

        assertThat(event.fieldNames())
                .isEqualTo(Set.of("routing_key", "event_action", "dedup_key", "payload", "client", "client_url"));
        assertThat(event.getString("dedup_key"))
                .isEqualTo(Texts.sha256(Samples.group(Samples.alerts(1)).key()));
        assertThat(event.getString("client")).isEqualTo("Tocsin");
        assertThat(event.getString("client_url"))
                .isEqualTo("https://tocsin.example.org/#/alerts?receiver=ops%5C.slack");
        JsonObject payload = event.getJsonObject("payload");
        assertThat(payload.getString("summary"))
                .isEqualTo("[FIRING:2] PaymentFailures payment_api (critical payments)");
        assertThat(payload.getString("source")).isEqualTo("Tocsin");
        assertThat(payload.getString("severity")).isEqualTo("critical");
        assertThat(payload.getJsonObject("custom_details").fieldNames())
                .isEqualTo(Set.of("firing", "resolved", "num_firing", "num_resolved"));
    }

    @Test
    void theFourUsualDetailsAreInOurOwnEventToo() {
        JsonObject details = sent(Forms.firing(to)).getJsonObject("payload").getJsonObject("custom_details");

        assertThat(details.getInteger("num_firing")).isEqualTo(2);
        assertThat(details.getInteger("num_resolved")).isZero();
        assertThat(details.getJsonArray("firing")
                        .getJsonObject(0)
                        .getJsonObject("labels")
                        .getString("gateway"))
                .isEqualTo("gateway-0");
        assertThat(details.getString("why")).contains("primary on call");
    }

    @Test
    void detailsKeepTheirShapeAndTheirTypes() {
        JsonObject details = sent(Forms.firing(to), Forms.lines("""
                        details.runbook=https://run/{{ .GroupLabels.alertname }}
                        details.count={{ len .Alerts }}
                        details.nested.page=true
                        details.list.0=a
                        details.list.1={{ .Status }}
                        details.raw={{ toJson .GroupLabels }}
                        details.{{ .CommonLabels.team }}.x=in a templated name
                        details.firing={{ template "team.list" . }}
                        """))
                .getJsonObject("payload")
                .getJsonObject("custom_details");

        assertThat(details.getString("runbook")).isEqualTo("https://run/PaymentFailures");
        assertThat(details.getValue("count")).isEqualTo(2);
        assertThat(details.getJsonObject("nested").getMap()).isEqualTo(Map.of("page", true));
        assertThat(details.getJsonArray("list").encode()).isEqualTo("[\"a\",\"firing\"]");
        assertThat(details.getJsonObject("raw").getString("service")).isEqualTo("payment_api");
        assertThat(details.getJsonObject("payments").getString("x")).isEqualTo("in a templated name");
        assertThat(details.getString("firing")).startsWith("* gateway-0: Card payments");
        assertThat(details.getValue("num_firing")).isEqualTo(2);
    }

    @Test
    void imagesAndLinksWithoutAddressAreLeftOut() {
        JsonObject event = sent(
                Forms.firing(to),
                "links.0.href",
                "https://run/{{ .GroupLabels.alertname }}",
                "links.0.text",
                "Runbook",
                "links.1.href",
                "{{ .CommonAnnotations.none }}",
                "links.1.text",
                "None",
                "images.0.src",
                "https://img/{{ .Status }}.png",
                "images.0.alt",
                "graph");

        assertThat(event.getJsonArray("links").encode())
                .isEqualTo("[{\"href\":\"https://run/PaymentFailures\",\"text\":\"Runbook\"}]");
        assertThat(event.getJsonArray("images").encode())
                .isEqualTo("[{\"src\":\"https://img/firing.png\",\"alt\":\"graph\",\"href\":\"\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "class, c-{{ .Status }}, c-firing",
        "component, {{ .CommonLabels.service }}, payment_api",
        "group, {{ .CommonLabels.team }}, payments",
        "source, {{ .ExternalURL }}, https://tocsin.example.org",
        "severity, WARNING, warning",
        "severity, page, critical",
        "severity, whatever, warning",
        "severity, '', error",
        "description, x, error"
    })
    void eachTextHasItsPlaceAndASeverityIsAlwaysOneOfTheirs(String setting, String template, String rendered) {
        JsonObject payload = sent(Forms.firing(to), setting, template).getJsonObject("payload");

        assertThat(payload.getString(setting.equals("description") ? "severity" : setting))
                .isEqualTo(rendered);
    }

    @Test
    void theSourceIsTheClientUnlessTheFileSaysOtherwise() {
        JsonObject event = sent(Forms.firing(to), "client", "Team {{ .CommonLabels.team }}");

        assertThat(event.getJsonObject("payload").getString("source")).isEqualTo("Team payments");
    }

    @Test
    void aSummaryIsCutWherePagerDutyCutsIt() {
        String summary = sent(Forms.firing(to), "description", "x".repeat(3000))
                .getJsonObject("payload")
                .getString("summary");

        assertThat(summary).hasSize(1024).endsWith("…");
    }

    @Test
    void onlyTheEndOfAllResolves() {
        assertThat(sent(Forms.firing(to), "description", "x").getString("event_action"))
                .isEqualTo("trigger");
        JsonObject end = sent(Forms.news(Notice.Kind.RESOLVED, to, ""), "description", "{{ .Status }}");

        assertThat(end.getString("event_action")).isEqualTo("resolve");
        assertThat(end.getJsonObject("payload").getString("summary")).isEqualTo("resolved");
        assertThat(pagerDuty.incidents())
                .extracting(FakePagerDuty.Incident::status)
                .containsExactly(FakePagerDuty.Incident.Status.RESOLVED);
    }

    @Test
    void anAcknowledgementIsOneAlsoWhereTheFileHasWords() {
        sent(Forms.firing(to), "description", "x");

        assertThat(sent(Samples.acknowledged(to, ""), "description", "x").getString("event_action"))
                .isEqualTo("acknowledge");
    }

    @ParameterizedTest
    @CsvSource({"description, x", "timeout, 10s"})
    void anEventOverTheLimitLosesItsDetailsAndNotItself(String setting, String text) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 500; i++) alerts.add(Samples.alert("gateway-" + i, "x".repeat(1000)));
        Notice notice = new Notice("n", Notice.Kind.NOTIFY, "", "ops", to, Samples.briefing(alerts), "");

        JsonObject event = sent(notice, setting, text);

        assertThat(event.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(512_000);
        assertThat(event.getJsonObject("payload")
                        .getJsonObject("custom_details")
                        .containsKey("firing"))
                .isFalse();
    }
}
