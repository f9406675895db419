package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class HeartbeatsHandlerTest extends ApiCase {
    @Test
    void aSignOfLifeIsNotedAndTheNextOneForetold() {
        assertThat(server.get("/api/v1/heartbeats/backup").json()).isEqualTo(new JsonObject("""
                {"name": "backup", "every": "1d", "grace": "1h", "severity": "high", "missing": true,
                 "missing_from": "2026-11-20T10:03:06Z"}
                """));

        JsonObject standing = server.post("/api/v1/heartbeats/backup", "").json();

        assertThat(standing.getString("last")).isEqualTo("2026-11-20T10:03:07Z");
        assertThat(standing.getString("missing_from")).isEqualTo("2026-11-21T11:03:07Z");
        assertThat(standing.getBoolean("missing")).isFalse();
        assertThat(server.get("/api/v1/heartbeats").json().getJsonArray("heartbeats"))
                .containsExactly(standing);
    }

    @Test
    void aNameThatNobodyDeclaredIsUnknown() {
        ApiServer.Reply reply = server.post("/api/v1/heartbeats/bakcup", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("detail"))
                .isEqualTo(
                        "there is no heartbeat 'bakcup', did you mean 'backup'?; tocsin.yml declares them below 'heartbeats'");
    }
}
