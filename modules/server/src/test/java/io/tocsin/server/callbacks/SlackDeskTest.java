package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.server.api.MemoryIncidents;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackDeskTest {
    private final MemoryIncidents incidents = new MemoryIncidents();
    private final List<String> told = new ArrayList<>();
    private boolean anybody = true;
    private int presses;

    private final SlackDesk desk = new SlackDesk(
            incidents,
            new SlackPeople(() -> Configurations.with(
                    "slack: {signing_secret: 0123456789abcdef, anybody: " + anybody + "}",
                    "users: {anna: {contact_methods: {slack: U0ANNA}}}")),
            (address, text) -> told.add(address + " " + text),
            () -> MemoryIncidents.NOW);

    SlackDeskTest() {
        incidents.open("i-1", "HighErrorRate", "payment_api");
    }

    private JsonObject payload(String action, String value, String user) {
        presses++;
        return new JsonObject()
                .put("type", "block_actions")
                .put("user", new JsonObject().put("id", user).put("username", "zoe"))
                .put("response_url", "https://hooks/" + presses)
                .put(
                        "actions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("action_id", action)
                                        .put("value", value)
                                        .put("action_ts", "17." + presses)));
    }

    private void press(String verb, int round, String user) {
        desk.pressed(payload("tocsin-" + verb, "i-1/" + round, user));
    }

    private State state() {
        return incidents.incident("i-1").state();
    }

    @Test
    void whoeverIsInOncallYmlActsUnderThatName() {
        press("acknowledge", 1, "U0ANNA");

        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Acknowledged.class, held -> assertThat(held.by()).isEqualTo("anna"));
        assertThat(told).containsExactly("https://hooks/1 HighErrorRate is yours, anna.");
    }

    @Test
    void aStrangerActsUnderTheNameOnSlackAndIsMarked() {
        press("acknowledge", 1, "U0ZOE");

        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Acknowledged.class, held -> assertThat(held.by()).isEqualTo("zoe on Slack"));
    }

    @Test
    void whereStrangersMayNotActTheyAreToldSo() {
        anybody = false;

        press("resolve", 1, "U0ZOE");

        assertThat(state()).isInstanceOf(State.Triggered.class);
        assertThat(told)
                .containsExactly(
                        "https://hooks/1 Nothing was changed: oncall.yml knows nobody with the Slack ID U0ZOE.");
    }

    @Test
    void theSecondIsToldWhoseItIs() {
        press("acknowledge", 1, "U0ANNA");
        press("acknowledge", 1, "U0ZOE");

        assertThat(told).last().isEqualTo("https://hooks/2 HighErrorRate is taken by anna, and you are noted as well.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "resolve", "escalate"})
    void anOldButtonAnswersNoNewerRoundAndSaysSo(String verb) {
        incidents.acknowledge("i-1", "anna", null).await();
        incidents.act("i-1", new Signal.Unacknowledge("anna")).await();

        press(verb, 1, "U0ANNA");

        assertThat(state()).isInstanceOf(State.Triggered.class);
        assertThat(incidents.incident("i-1").fired()).hasSize(1);
        assertThat(told).singleElement().asString().contains("Nothing was changed", "now is round 2");
    }

    @Test
    void resolvingAndEscalatingAreDoneAndTold() {
        press("escalate", 1, "U0ANNA");
        assertThat(incidents.incident("i-1").fired()).hasSize(2);

        press("resolve", 1, "U0ANNA");
        assertThat(state()).isInstanceOf(State.Resolved.class);
        assertThat(told)
                .containsExactly(
                        "https://hooks/1 The next level of HighErrorRate is being paged.",
                        "https://hooks/2 HighErrorRate is resolved.");
    }

    @Test
    void onePressActsOnceHoweverOftenSlackTellsOfIt() {
        JsonObject payload = payload("tocsin-escalate", "i-1/1", "U0ANNA");

        desk.pressed(payload);
        desk.pressed(payload.copy());

        assertThat(incidents.incident("i-1").fired()).hasSize(2);
        assertThat(told).hasSize(1);
    }

    @Test
    void anIncidentThatIsGoneIsToldSo() {
        desk.pressed(payload("tocsin-acknowledge", "i-9/1", "U0ANNA"));

        assertThat(told).containsExactly("https://hooks/1 Nothing was changed: this incident is no longer known.");
    }

    @Test
    void whatIsNoneOfOurButtonsIsLeftAlone() {
        for (JsonObject payload : List.of(
                payload("log-lines", "", "U0ANNA"),
                payload("tocsin-explode", "i-1/1", "U0ANNA"),
                payload("tocsin-resolve", "i-1", "U0ANNA"),
                payload("tocsin-resolve", "i-1/99999999999", "U0ANNA"),
                payload("tocsin-resolve", "i-1/1", ""),
                payload("tocsin-resolve", "i-1/1", "U0ANNA").put("type", "view_submission"),
                payload("tocsin-resolve", "i-1/1", "U0ANNA").put("actions", "none"),
                new JsonObject())) {
            desk.pressed(payload);
        }

        assertThat(state()).isInstanceOf(State.Triggered.class);
        assertThat(told).isEmpty();
    }
}
