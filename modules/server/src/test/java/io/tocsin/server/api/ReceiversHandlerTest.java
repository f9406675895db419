package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ReceiversHandlerTest extends ApiCase {
    @Test
    void whatBecameOfEachTestMessageIsTold() {
        assertThat(server.post("/api/v1/receivers/oncall/test", "{\"by\": \"anna\"}")
                        .json())
                .isEqualTo(new JsonObject("""
                {"name": "oncall", "good": false, "results": [
                  {"address": "receiver/oncall/slack[0]", "channel": "slack", "outcome": "delivered",
                   "detail": "posted for anna", "took_ms": 40},
                  {"address": "receiver/oncall/email[0]", "channel": "email", "outcome": "refused",
                   "detail": "550 no such user", "took_ms": 7}]}
                """));
        assertThat(server.post("/api/v1/receivers/oncall/test", "").body()).contains("posted for anonymous");
    }

    @Test
    void whoDoesNotExistCannotBeTested() {
        ApiServer.Reply reply = server.post("/api/v1/receivers/oncal/test", "");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("detail")).isEqualTo("there is no receiver 'oncal', did you mean 'oncall'?");
        assertThat(server.post("/api/v1/receivers/oncall/test?person=true", "").status())
                .isEqualTo(404);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(server.post("/api/v1/receivers/oncall/test?person=perhaps", "")
                        .status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/receivers/oncall/test", "{\"by\": 1}").status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/receivers/oncall/test", "{\"by\": \"a\\nb\"}")
                        .status())
                .isEqualTo(400);
    }
}
