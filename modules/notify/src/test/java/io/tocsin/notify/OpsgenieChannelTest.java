package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeOpsgenie;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpsgenieChannelTest extends ChannelContract {
    private final FakeOpsgenie opsgenie = FakeOpsgenie.start(vertx, 0).await();

    @Override
    Destination destination() {
        return new Destination.Opsgenie(opsgenie.apiUrl() + "/", new Secret(FakeOpsgenie.KEY), HttpAccess.DIRECT);
    }

    @Override
    Destination deserted() {
        return new Destination.Opsgenie("http://127.0.0.1:1", new Secret(FakeOpsgenie.KEY), HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        opsgenie.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(503, "{\"message\":\"busy with " + secret() + "\"}");
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(422, "{\"message\":\"no " + secret() + "\"}");
                });
    }

    @Override
    int received() {
        return opsgenie.messages().size();
    }

    @Override
    String secret() {
        return FakeOpsgenie.KEY;
    }

    @Test
    void oneAlertLivesFromCreateToClose() {
        send(Samples.page(destination()));
        send(Samples.page(destination()));
        assertThat(opsgenie.alerts()).extracting(FakeOpsgenie.Alert::count).containsExactly(2);

        send(Samples.acknowledged(destination(), ""));
        assertThat(opsgenie.alerts()).extracting(FakeOpsgenie.Alert::status).containsExactly("acknowledged");
        assertThat(opsgenie.messages().getLast().body().getString("user")).isEqualTo("anna");

        send(Samples.resolved(destination(), ""));
        assertThat(opsgenie.alerts()).extracting(FakeOpsgenie.Alert::status).containsExactly("closed");
    }

    @Test
    void aPageIsAnAlertWithAllFacts() {
        send(Samples.page(destination()));

        JsonObject body = opsgenie.messages().getFirst().body();
        assertThat(body.getString("alias"))
                .isEqualTo(Texts.sha256(Samples.group(List.of()).key()))
                .matches("[0-9a-f]{64}");
        assertThat(body.getString("message")).isEqualTo("CRITICAL: " + Samples.TITLE);
        assertThat(body.getString("priority")).isEqualTo("P1");
        assertThat(body.getString("entity")).isEqualTo("payment_api");
        assertThat(body.getString("description"))
                .contains("primary on call", "carla", "gateway=gateway-1", Samples.LINKS.acknowledge());
        assertThat(body.getJsonObject("details").getMap())
                .containsEntry("team", "payments")
                .containsEntry("Runbook", Samples.LINKS.runbook());
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();
        channels.send(Samples.resolved(destination(), ""), Worded.by()).await();

        JsonObject body = opsgenie.messages().getFirst().body();
        assertThat(body.getString("message")).startsWith("[FIRING:2] PaymentFailures payment_api");
        assertThat(body.getString("source")).startsWith("https://tocsin.example.org/#/alerts");
        assertThat(body.getJsonObject("details").getMap()).containsOnlyKeys("alertname", "service", "severity", "team");
        assertThat(body.containsKey("priority")).isFalse();
        assertThat(opsgenie.messages().getLast().action()).isEqualTo("close");
        assertThat(opsgenie.messages().getLast().body().fieldNames()).containsExactly("source");
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by(Map.ofEntries(
                                Map.entry("message", "{{ .Status }}"),
                                Map.entry("details.team", "{{ len .Alerts }}"),
                                Map.entry("details.a.b", "dotted"),
                                Map.entry("tags", "a, {{ .GroupLabels.service }},,"),
                                Map.entry("actions", "restart"),
                                Map.entry("note", "n"),
                                Map.entry("entity", "e"),
                                Map.entry("priority", "{{ if eq .Status \"firing\" }}P2{{ end }}"),
                                Map.entry("responders.0.type", "teams"),
                                Map.entry("responders.0.name", "ops,,{{ .GroupLabels.service }}"),
                                Map.entry("responders.1.type", "User"),
                                Map.entry("responders.1.username", "anna@example.org"),
                                Map.entry("responders.2.type", "user"),
                                Map.entry("responders.2.name", "{{ .CommonLabels.nobody }}"))))
                .await();

        JsonObject body = opsgenie.messages().getFirst().body();
        assertThat(body.getString("message")).isEqualTo("firing");
        assertThat(body.getJsonObject("details").getMap())
                .containsEntry("team", "2")
                .containsEntry("a.b", "dotted")
                .containsEntry("severity", "critical");
        assertThat(body.getJsonArray("tags")).isEqualTo(new JsonArray(List.of("a", "payment_api")));
        assertThat(body.getJsonArray("actions")).isEqualTo(new JsonArray(List.of("restart")));
        assertThat(body.getString("priority")).isEqualTo("P2");
        assertThat(body.getJsonArray("responders").encode())
                .isEqualTo("[{\"name\":\"ops\",\"type\":\"team\"},{\"name\":\"payment_api\",\"type\":\"team\"},"
                        + "{\"username\":\"anna@example.org\",\"type\":\"user\"}]");
    }

    @Test
    void aPriorityThatIsNoneIsLeftOut() {
        channels.send(Samples.page(destination()), Worded.by("priority", "critical"))
                .await();

        assertThat(opsgenie.messages().getFirst().body().containsKey("priority"))
                .isFalse();
    }

    @Test
    void openAlertsAreRewordedIfAsked() {
        Wording wording = Worded.by("update_alerts", "true", "message", "{{ len .Alerts }} fire", "description", "d");
        channels.send(Samples.page(destination()), wording).await();
        channels.send(
                        Samples.notice(Notice.Kind.NOTIFY, destination(), Samples.briefing(Samples.alerts(3)), ""),
                        wording)
                .await();

        assertThat(opsgenie.messages())
                .extracting(FakeOpsgenie.Request::action)
                .containsExactly("create", "message", "description", "create", "message", "description");
        assertThat(opsgenie.alerts()).extracting(FakeOpsgenie.Alert::message).containsExactly("3 fire");
    }

    @Test
    void aGroupWithoutFiringAlertsIsClosed() {
        List<Alert> ended = Samples.alerts(2).stream()
                .map(alert -> alert.endedAt(Samples.AT, Samples.AT))
                .toList();

        channels.send(Samples.notice(Notice.Kind.NOTIFY, destination(), Samples.briefing(ended), ""), Worded.by())
                .await();

        assertThat(opsgenie.messages()).extracting(FakeOpsgenie.Request::action).containsExactly("close");
    }

    @Test
    void everythingThatIsTooLongIsCut() {
        String endless = "é🔥,".repeat(30_000);

        Outcome outcome = channels.send(
                        Samples.page(destination()),
                        Worded.by(
                                "message",
                                endless,
                                "description",
                                endless,
                                "source",
                                endless,
                                "note",
                                endless,
                                "entity",
                                endless,
                                "tags",
                                endless,
                                "actions",
                                endless,
                                "details.x",
                                endless,
                                "responders.0.type",
                                "teams",
                                "responders.0.name",
                                endless))
                .await();

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"message\":\"no JSON\"}', Permanent",
        "401, '{\"message\":\"Could not authenticate\"}', Permanent",
        "402, '{\"message\":\"pay\"}', Permanent",
        "403, '{\"message\":\"You are not authorized\"}', Permanent",
        "403, <html>proxy</html>, Retry",
        "404, '', Permanent",
        "422, '', Permanent",
        "429, '', Retry",
        "500, '', Retry",
        "503, '', Retry",
        "200, <html>maintenance</html>, Retry",
    })
    void answersMeanWhatOpsgenieSaysTheyMean(int status, String body, String outcome) {
        opsgenie.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void tooManyWaitsForThePeriodOfTheLimit() {
        opsgenie.failNext(new Fault.Answer(429, Map.of("X-RateLimit-Period-In-Sec", "60"), ""));

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofMinutes(1));
    }
}
