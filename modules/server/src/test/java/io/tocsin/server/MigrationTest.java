package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.ChannelSettings;
import io.tocsin.notify.Channels;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alertmanager.yml with templates of its own, from the file to what arrives over HTTP and SMTP. */
class MigrationTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final FakeSmtp smtp = FakeSmtp.start(vertx, 0).await();
    private final FakePagerDuty pagerDuty = FakePagerDuty.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://alerts.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final AlertLab lab = new AlertLab();

    @BeforeEach
    void migrate() throws Exception {
        lab.reconfigure(configuration());
        lab.worldAnswers(sent -> channels.send(sent.notice(), sent.wording()).await());
    }

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private Configuration configuration() throws Exception {
        URI folder = Objects.requireNonNull(getClass().getResource("migration")).toURI();
        Map<String, String> environment = Map.of(
                "SMTP", "127.0.0.1:" + smtp.port(),
                "SLACK", slack.webhookUrl(),
                "PAGERDUTY", pagerDuty.url());
        return ConfigFolder.load(Path.of(folder), Path.of(folder).resolve("rules"), Map.of(), environment::get);
    }

    private void fire(String name, String severity, String instance) {
        lab.desk().foreign(List.of(alert(name, severity, instance)));
    }

    private Alert alert(String name, String severity, String instance) {
        return new Alert(
                Labels.of(
                        "alertname",
                        name,
                        "severity",
                        severity,
                        "cluster",
                        "eu-1",
                        "team",
                        "platform",
                        "instance",
                        instance),
                Map.of("summary", "disk <90 %> full", "description", "only\n 3 GB & a bit\tleft"),
                lab.time.instant(),
                null,
                lab.time.instant(),
                "",
                List.of(),
                "https://prometheus.example.org/graph?g0.expr=a&b=\"c\"");
    }

    private void end(String name, String severity, String instance) {
        Alert alert = alert(name, severity, instance);
        lab.desk().foreign(List.of(alert.endedAt(lab.time.instant(), lab.time.instant())));
    }

    @Test
    void nothingIsWrongWithTheFile() throws Exception {
        assertThat(configuration().warnings()).isEmpty();
    }

    @Test
    void slackReadsWhatItReadBefore() {
        fire("diskFull", "critical", "db-1");
        fire("diskFull", "critical", "db-2");
        lab.pass(Duration.ofSeconds(11));

        FakeSlack.Message message = slack.messages().getFirst();
        assertThat(message.body().getString("channel")).isEqualTo("#alerts-platform");
        assertThat(message.body().getString("username")).isEqualTo("Alertmanager");
        assertThat(message.body().getString("icon_emoji")).isEqualTo(":rotating_light:");
        JsonObject attachment = message.attachment();
        assertThat(attachment.getString("title")).isEqualTo("[FIRING:2] Diskfull in eu-1");
        assertThat(attachment.getString("title_link")).isEqualTo("https://wiki.example.org/diskFull");
        assertThat(attachment.getString("color")).isEqualTo("danger");
        assertThat(attachment.getString("text")).isEqualTo("""
                :fire: *db-1* disk <90 %> full
                _only 3 GB & a bit left_
                since 13:00 CET
                :fire: *db-2* disk <90 %> full
                _only 3 GB & a bit left_
                since 13:00 CET
                """);
        assertThat(attachment.getJsonArray("fields").encode())
                .isEqualTo("[{\"title\":\"Cluster\",\"value\":\"eu-1\",\"short\":true},"
                        + "{\"title\":\"Why\",\"value\":\"first notification\",\"short\":true}]");
        assertThat(attachment.getJsonArray("actions").getJsonObject(1).getString("url"))
                .isEqualTo("https://alerts.example.org/#/silences/new?filter=%7Balertname%3D%22diskFull%22"
                        + "%2Ccluster%3D%22eu-1%22"
                        + "%2Cseverity%3D%22critical%22%2Cteam%3D%22platform%22%7D");
    }

    @Test
    void pagerDutyGoesOnWithTheIncidentThatAlertmanagerOpened() {
        fire("diskFull", "critical", "db-1");
        lab.pass(Duration.ofSeconds(11));
        end("diskFull", "critical", "db-1");
        lab.pass(Duration.ofMinutes(2));

        JsonObject event = pagerDuty.events().getFirst().body();
        // printf '%s' '{}/{severity="critical"}:{alertname="diskFull", cluster="eu-1"}' | sha256sum
        assertThat(event.getString("dedup_key"))
                .isEqualTo("bda21ff8f0969161eee274b765674269dcead506d3520d50b3168d37575bf850");
        JsonObject payload = event.getJsonObject("payload");
        assertThat(payload.getString("summary")).isEqualTo("[FIRING:1] Diskfull in eu-1");
        assertThat(payload.getString("source")).isEqualTo("Alertmanager");
        assertThat(payload.getString("severity")).isEqualTo("critical");
        JsonObject details = payload.getJsonObject("custom_details");
        assertThat(details.getString("cluster")).isEqualTo("eu-1");
        assertThat(details.getString("escalation")).isEqualTo("page eu-1");
        assertThat(details.getString("alerts")).isEqualTo("db-1 ");
        assertThat(details.getInteger("num_firing")).isEqualTo(1);
        assertThat(pagerDuty.incidents())
                .extracting(FakePagerDuty.Incident::status)
                .containsExactly(FakePagerDuty.Incident.Status.RESOLVED);
    }

    @Test
    void theMailIsTheTeamsOwn() {
        fire("diskFull", "warning", "db-1<script>");
        lab.pass(Duration.ofSeconds(11));

        assertThat(smtp.messages())
                .extracting(mail -> mail.to().getFirst())
                .containsExactlyInAnyOrder("team@example.org", "archive@example.org");
        ReceivedMail mail = smtp.messages().getFirst();
        assertThat(mail.subject()).isEqualTo("[FIRING:1] Diskfull in eu-1 – 1 alert");
        assertThat(mail.header("X-Priority")).isEqualTo("1");
        assertThat(mail.header("To")).contains("team@example.org", "archive@example.org");
        assertThat(mail.text()).startsWith(":fire: *db-1<script>* disk <90 %> full\n");
        assertThat(mail.html())
                .contains(
                        "<h2 style=\"color: red\">[FIRING:1] Diskfull in eu-1</h2>",
                        "title=\"db-1&lt;script&gt;\">db-1&lt;script&gt;</a>: disk &lt;90 %&gt; full</li>",
                        "href=\"https://wiki.example.org/diskFull\"");
    }

    @Test
    void aReloadCountsFromTheNextAttempt() throws Exception {
        List<AlertLab.Sent> attempts = new ArrayList<>();
        lab.worldAnswers(sent -> {
            attempts.add(sent);
            return attempts.size() < 3
                    ? new io.tocsin.model.Outcome.Retry("busy", Duration.ofSeconds(30))
                    : channels.send(sent.notice(), sent.wording()).await();
        });
        fire("diskFull", "critical", "db-1");
        lab.pass(Duration.ofSeconds(11));

        lab.reconfigure("lab");
        lab.reconfigure(configuration());
        lab.pass(Duration.ofMinutes(1));

        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.messages().getFirst().attachment().getString("title")).startsWith("[FIRING:1]");
    }

    @Test
    void theReasonAndTheRouteSurviveARestart() {
        lab.worldAnswers(sent -> new io.tocsin.model.Outcome.Retry("busy", Duration.ofSeconds(30)));
        fire("diskFull", "critical", "db-1");
        lab.pass(Duration.ofSeconds(11));

        lab.restart();
        lab.worldAnswers(sent -> channels.send(sent.notice(), sent.wording()).await());
        lab.pass(Duration.ofMinutes(1));

        JsonObject details =
                pagerDuty.events().getFirst().body().getJsonObject("payload").getJsonObject("custom_details");
        assertThat(details.getString("escalation")).isEqualTo("page eu-1");
        assertThat(slack.messages()
                        .getFirst()
                        .attachment()
                        .getJsonArray("fields")
                        .encode())
                .contains("first notification");
    }

    @Test
    void everyReasonHasTheWordsOfAlertmanager() {
        fire("diskFull", "critical", "db-1");
        fire("diskFull", "critical", "db-2");
        lab.pass(Duration.ofSeconds(11));
        fire("diskFull", "critical", "db-3");
        lab.pass(Duration.ofMinutes(1));
        end("diskFull", "critical", "db-2");
        lab.pass(Duration.ofMinutes(1));
        end("diskFull", "critical", "db-1");
        end("diskFull", "critical", "db-3");
        lab.pass(Duration.ofMinutes(1));

        Map<String, String> reasons = new TreeMap<>();
        for (FakeSlack.Message message : slack.messages()) {
            reasons.put(
                    message.attachment().getJsonArray("fields").getJsonObject(1).getString("value"),
                    message.attachment().getString("title"));
        }
        assertThat(reasons)
                .isEqualTo(Map.of(
                        "first notification", "[FIRING:2] Diskfull in eu-1",
                        "new alerts added", "[FIRING:3] Diskfull in eu-1",
                        "some alerts resolved", "[FIRING:2] Diskfull in eu-1",
                        "all alerts resolved", "[RESOLVED] Diskfull in eu-1"));
    }
}
