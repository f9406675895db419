package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestHandlerTest extends ApiCase {
    private static final String RULES =
            "groups: [{name: g, rules: [{alert: A, match: 'a:b', when: count() > 1, within: 1m}]}]";

    private Reply ask(JsonObject body) {
        return server.post("/api/v1/rules/backtest", body.encode());
    }

    @Test
    void rulesAreRehearsed() {
        Reply reply = ask(new JsonObject().put("rules", RULES).put("from", "-1d"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("rules").getJsonObject(0).getString("rule"))
                .isEqualTo("A");
        assertThat(reply.json().getJsonArray("people")).hasSize(3);
        assertThat(reply.json().containsKey("report")).isFalse();
    }

    @Test
    void everythingThatCanBeAskedArrives() {
        ask(new JsonObject()
                .put("rules", new JsonObject().put("a.yml", RULES))
                .put("against", RULES)
                .put("incidents", "2026-01-05T09:00:00Z,2026-01-05T10:00:00Z,x")
                .put("sweep", new JsonArray().add("A=1,2"))
                .put("ack_after", new JsonArray().add("never"))
                .put("zone", "Europe/Berlin"));

        var order = server.rehearsals.orders.getFirst();
        assertThat(order.rules()).isEqualTo(Map.of("a.yml", RULES));
        assertThat(order.against()).isEqualTo(Map.of("against.yml", RULES));
        assertThat(order.sweeps()).containsExactly("A=1,2");
        assertThat(order.answers()).containsExactly("never");
        assertThat(order.zone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void aReportInWordsIsThereForWhoAsks() {
        Reply reply = ask(new JsonObject().put("rules", RULES).put("format", "text"));

        assertThat(reply.json().getString("report")).contains("Coverage").endsWith("no rule has a budget\n");
    }

    @Test
    void wrongRulesAreToldWithTheirPlaces() {
        Reply reply = ask(new JsonObject().put("rules", "groups: [{name: g, rules: [{alert: A, mach: x}]}]"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("title")).isEqualTo("The rules are wrong");
        JsonObject problem = reply.json().getJsonArray("problems").getJsonObject(0);
        assertThat(problem.getString("file")).isEqualTo("rules.yml");
        assertThat(problem.getInteger("line")).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedIsRefusedInWords() {
        assertThat(ask(new JsonObject()).detail()).contains("cannot rehearse without 'rules'");
        assertThat(ask(new JsonObject().put("rules", RULES).put("sweeps", "x")).detail())
                .isEqualTo("unknown key 'sweeps', did you mean 'sweep'?");
        assertThat(ask(new JsonObject().put("rules", RULES).put("sweep", "B=3")).detail())
                .contains("there is no rule 'B'");
        assertThat(ask(new JsonObject().put("rules", RULES).put("format", "pdf"))
                        .detail())
                .contains("give text, json or junit");
        assertThat(ask(new JsonObject().put("rules", 5)).status()).isEqualTo(400);
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void theFilesOnTheDiskAreGiven() {
        assertThat(server.get("/api/v1/rules/files")
                        .json()
                        .getJsonArray("files")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("security.yml");
    }
}
