package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.model.Secret;
import io.tocsin.notify.PagerDutyKey;
import io.tocsin.server.api.MemoryIncidents;
import io.tocsin.testkit.FakePagerDutyWebhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagerDutyDeskTest {
    private static final Instant NOW = MemoryIncidents.NOW;

    private final MemoryIncidents incidents = new MemoryIncidents();
    private final PagerDutyDesk desk = new PagerDutyDesk(incidents, () -> NOW);
    private int sent;

    PagerDutyDeskTest() {
        incidents.open("i-1", "HighErrorRate", "payment_api");
    }

    private FakePagerDutyWebhook webhook(String type, @Nullable String person, Instant at) {
        sent++;
        String key = PagerDutyKey.of(incidents.incident("i-1").group());
        return new FakePagerDutyWebhook("w" + sent, type, key, person, at);
    }

    private void hears(FakePagerDutyWebhook webhook) {
        assertThat(desk.heard(webhook.id(), webhook.body()).succeeded()).isTrue();
    }

    private void happens(String type, @Nullable String person) {
        hears(webhook("incident." + type, person, NOW.plusSeconds(60)));
    }

    private State state() {
        return incidents.incident("i-1").state();
    }

    @Test
    void acknowledgedThereIsAcknowledgedHere() {
        happens("acknowledged", "Bob Brandt");

        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Acknowledged.class, held -> assertThat(held.by()).isEqualTo("Bob Brandt on PagerDuty"));
    }

    @Test
    void givenBackThereIsGivenBackHereAndResolvedThereResolvedHere() {
        happens("acknowledged", "Bob Brandt");
        happens("unacknowledged", null);
        assertThat(incidents.incident("i-1").round()).isEqualTo(2);

        happens("resolved", "Bob Brandt");
        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Resolved.class, over -> assertThat(over.by()).isEqualTo("Bob Brandt on PagerDuty"));
    }

    @Test
    void whatWeToldOurselvesComesBackAndChangesNothing() {
        incidents.acknowledge("i-1", "anna", null).await();
        State before = state();

        happens("acknowledged", null);

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aSecondPersonThereIsNotedHere() {
        incidents.acknowledge("i-1", "anna", null).await();

        happens("acknowledged", "Bob Brandt");

        assertThat(state()).isInstanceOfSatisfying(State.Acknowledged.class, held -> {
            assertThat(held.by()).isEqualTo("anna");
            assertThat(held.alsoBy()).containsExactly("Bob Brandt on PagerDuty");
        });
    }

    @Test
    void theSameWebhookActsOnce() {
        FakePagerDutyWebhook back = webhook("incident.unacknowledged", "Bob Brandt", NOW.plusSeconds(60));
        incidents.acknowledge("i-1", "anna", null).await();
        hears(back);
        incidents.acknowledge("i-1", "anna", null).await();

        hears(back);

        assertThat(state()).isInstanceOf(State.Acknowledged.class);
        assertThat(incidents.incident("i-1").round()).isEqualTo(2);
    }

    @Test
    void newsOfAnEarlierRoundAreTooLate() {
        hears(webhook("incident.acknowledged", "Bob Brandt", NOW.minusSeconds(1)));

        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void whatIsOverStaysOverAndNothingIsAskedForAgain() {
        incidents.act("i-1", new Signal.Resolve("anna")).await();

        happens("unacknowledged", "Bob Brandt");

        assertThat(state()).isInstanceOf(State.Resolved.class);
    }

    @Test
    void othersIncidentsAndOtherNewsAreLeftAlone() {
        State before = state();
        hears(new FakePagerDutyWebhook("x1", "incident.acknowledged", "somebody else's", "Bob", NOW.plusSeconds(60)));
        happens("escalated", "Bob Brandt");
        for (JsonObject odd : List.of(
                new JsonObject(),
                new JsonObject().put("event", "pagey.ping"),
                new JsonObject().put("event", new JsonObject().put("event_type", "pagey.ping")),
                new JsonObject().put("event", new JsonObject().put("data", new JsonArray())))) {
            assertThat(desk.heard("", odd).succeeded()).isTrue();
        }

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void oneRightSignatureOfSeveralIsEnough() {
        String body = "{}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<Secret> ours = List.of(new Secret("new"), new Secret("other subscription"));

        assertThat(PagerDutySignature.isGood(ours, FakePagerDutyWebhook.signature(body, List.of("old", "new")), bytes))
                .isTrue();
        assertThat(PagerDutySignature.isGood(
                        ours, FakePagerDutyWebhook.signature(body, List.of("other subscription")), bytes))
                .isTrue();
        assertThat(PagerDutySignature.isGood(ours, FakePagerDutyWebhook.signature(body, List.of("old")), bytes))
                .isFalse();
        assertThat(PagerDutySignature.isGood(ours, FakePagerDutyWebhook.signature("{} ", List.of("new")), bytes))
                .isFalse();
        assertThat(PagerDutySignature.isGood(ours, "", bytes)).isFalse();
        assertThat(PagerDutySignature.isGood(List.of(), "", bytes)).isFalse();
    }
}
