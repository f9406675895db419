package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeTeams;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsteamsChannelTest extends ChannelContract {
    private final FakeTeams teams = FakeTeams.start(vertx, 0).await();

    @Override
    Destination destination() {
        return to(teams.webhookUrl());
    }

    @Override
    Destination deserted() {
        return to("http://127.0.0.1:1/workflows/1/invoke?sig=" + secret());
    }

    private static Destination to(String url) {
        return new Destination.Msteams(new Secret(url), HttpAccess.DIRECT);
    }

    @Override
    void trouble(Trouble kind) {
        teams.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.answer(502, "no answer from " + teams.webhookUrl());
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(401, "who is " + secret() + "?");
                });
    }

    @Override
    int received() {
        return teams.messages().size();
    }

    @Override
    String secret() {
        return "fake-signature-of-the-only-workflow";
    }

    @Test
    void aPageIsACardWithButtons() {
        send(Samples.page(destination()));

        FakeTeams.Card card = teams.messages().getFirst();
        assertThat(card.text())
                .startsWith("🔴 CRITICAL: Payments fail: 7.4 % of 1,312 requests in 5 min\n")
                .contains("primary on call", "carla (secondary)", "gateway=gateway-1", "ben by email at 03:03");
        JsonArray actions = card.card().getJsonArray("actions");
        assertThat(actions.getJsonObject(0).getString("title")).isEqualTo("Acknowledge");
        assertThat(actions.getJsonObject(0).getString("url")).isEqualTo(Samples.LINKS.acknowledge());
        assertThat(heading(card).getString("color")).isEqualTo("Attention");
    }

    @Test
    void aReceiverWithoutTextsSaysWhatAlertmanagerSays() {
        channels.send(Samples.page(destination()), Worded.by()).await();
        channels.send(Samples.resolved(destination(), ""), Worded.by()).await();

        assertThat(teams.messages().getFirst().text()).startsWith("[FIRING:2] PaymentFailures payment_api");
        assertThat(heading(teams.messages().get(1)).getString("color")).isEqualTo("Good");
        assertThat(teams.messages().get(1).text()).startsWith("[RESOLVED]");
    }

    @Test
    void aReceiversOwnTextsAreUsed() {
        channels.send(
                        Samples.page(destination()),
                        Worded.by("title", "{{ .Status }} {{ len .Alerts }}", "text", "{{ .GroupLabels.service }}"))
                .await();

        assertThat(teams.messages().getFirst().text()).isEqualTo("firing 2\npayment_api\n");
    }

    @Test
    void anEndlessTextIsCutToWhatTeamsTakes() {
        Outcome outcome = channels.send(
                        Samples.page(destination()),
                        Worded.by("text", "{{ range stringSlice \"a\" \"b\" }}" + "🔥\"é".repeat(20_000) + "{{ end }}"))
                .await();

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(teams.messages().getFirst().text()).endsWith("…\n");
    }

    @ParameterizedTest
    @CsvSource({
        "202, '', Delivered",
        "200, 1, Delivered",
        "200, Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429, Retry",
        "200, Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413, Permanent",
        "200, <html>maintenance</html>, Retry",
        "400, '{\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}', Permanent",
        "404, '{\"error\":{\"code\":\"WorkflowNotFound\"}}', Permanent",
        "403, <html>proxy</html>, Retry",
        "408, '', Retry",
        "413, '', Permanent",
        "429, '', Retry",
        "500, '', Retry",
    })
    void answersMeanWhatTeamsSaysTheyMean(int status, String body, String outcome) {
        teams.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void tooManyWaitsAsLongAsAsked() {
        teams.failNext(Fault.tooMany("17"));

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofSeconds(17));
    }

    private static JsonObject heading(FakeTeams.Card card) {
        return card.card().getJsonArray("body").getJsonObject(0);
    }
}
