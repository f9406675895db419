package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Stage;
import io.tocsin.server.api.Decisions.Question;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsHandlerTest extends ApiCase {
    private static final Labels DOWN = Labels.of("alertname", "Down", "service", "a=b");

    private void keep() {
        Stage silencing = new Stage.Silencing(List.of(new Stage.Held(DOWN.fingerprint(), List.of("s1"))));
        Effect.Decision decision = new Effect.Decision(
                "{}:{}",
                "team",
                Labels.EMPTY,
                MemoryIncidents.NOW,
                true,
                List.of(new Effect.Seen(DOWN.fingerprint(), DOWN, true)),
                List.of(silencing),
                Effect.Verdict.SILENCED,
                "silenced by s1");
        server.explaining.kept.add(new Kept.Decided(7, decision, 3, MemoryIncidents.NOW.plusSeconds(60), 0));
    }

    @Test
    void aDecisionIsShownWithItsStages() {
        keep();

        JsonObject decision = server.get("/api/v1/decisions?label=alertname=Down&label=service=a=b&verdict=silenced")
                .json()
                .getJsonArray("decisions")
                .getJsonObject(0);

        assertThat(decision.getInteger("times")).isEqualTo(3);
        assertThat(decision.getJsonArray("stages").getJsonObject(0).encode()).contains("silence", "s1");
    }

    @Test
    void everyParameterReachesTheQuestion() {
        server.get(
                "/api/v1/decisions?fingerprint=00000000000000ff&label=a=b&receiver=r&group=g&from=-1h&verdict=DELIVERED"
                        + "&limit=5&cursor=9");

        Question asked = (Question) server.explaining.asked.getLast();
        assertThat(asked.fingerprint()).isEqualTo(255L);
        assertThat(asked.labels()).isEqualTo(Map.of("a", "b"));
        assertThat(asked.receiver() + asked.group()).isEqualTo("rg");
        assertThat(asked.from()).isEqualTo(MemoryIncidents.NOW.minusSeconds(3600));
        assertThat(asked.verdict()).isEqualTo("delivered");
        assertThat(asked.limit() + asked.before()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fingerprint=zz", "label=nothing", "verdict=maybe", "limit=0", "limit=1001", "cursor=x", "from=x"
            })
    void whatIsNoQuestionIsRefusedWithWhatWouldBe(String query) {
        assertThat(server.get("/api/v1/decisions?" + query).status()).isEqualTo(400);
        assertThat(server.explaining.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"labels\":{}}",
                "{\"labels\":[1]}",
                "{\"labels\":{\"a\":1}}",
                "{\"labels\":{\"a\":\"b\"},\"at\":\"x\"}",
                "{\"labels\":{\"a\":\"b\"},\"at\":\"2999-01-01T00:00:00Z\"}",
                "{\"labels\":{\"a\":\"b\"},\"zone\":\"Nowhere/Land\"}",
                "{\"fingerprint\":\"zz\"}"
            })
    void whatCannotBeExplainedIsRefused(String body) {
        assertThat(server.post("/api/v1/explain", body).status()).isEqualTo(400);
        assertThat(server.explaining.asked).isEmpty();
    }

    @Test
    void anAlertThatDoesNotFireIsNotFound() {
        assertThat(server.post("/api/v1/explain", "{\"fingerprint\":\"0123456789abcdef\"}")
                        .status())
                .isEqualTo(404);
    }
}
