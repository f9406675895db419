package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.query.Query;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.config.Settings.Auth;
import io.tocsin.store.PartitionInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustodyHandlerTest extends ApiCase {
    private static final String OPS = "Bearer 0123456789abcdef";
    private static final String SHIPPER = "Bearer fedcba9876543210";

    private void requireTokens() {
        server.auth = new Auth.Tokens(
                Map.of("ops", new Secret("0123456789abcdef"), "shipper", new Secret("fedcba9876543210")),
                Set.of("ops"));
    }

    @Test
    void aDeletionIsAnsweredOnceItHolds() {
        Reply reply = server.post(
                "/api/v1/deletions",
                "{\"query\":\"user:eve\",\"from\":\"-1h\",\"reason\":\"leaked card\",\"by\":\"anna\"}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json())
                .isEqualTo(new JsonObject("{\"id\":\"del-1\",\"query\":\"user:eve\",\"from\":\"2026-11-20T09:03:07Z\","
                        + "\"to\":null,\"at\":\"2026-11-20T10:03:07Z\",\"by\":\"anna\",\"reason\":\"leaked card\","
                        + "\"purged\":false}"));
        assertThat(server.custody.deletions.getFirst().query()).isEqualTo(Query.parse("user:eve"));
        assertThat(server.custody.deletions.getFirst().to()).isEqualTo(Instant.MAX);
        assertThat(server.custody.orders).containsExactly(new Custody.Order("anna", "127.0.0.1", "leaked card"));
        assertThat(server.get("/api/v1/deletions").json().getJsonArray("deletions"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"query":"a"}                                        | cannot do this without 'reason': the audit log has to say why
            {"reason":"r"}                                       | cannot delete without 'query': '*' deletes everything in the time range
            {"query":" ","reason":"r"}                           | cannot delete without 'query': '*' deletes everything in the time range
            {"query":["a"],"reason":"r"}                         | cannot read 'query': it must be a text
            {"query":"a","reason":"r","from":"now","to":"-1h"}   | cannot use 'from' now with 'to' -1h: nothing lies between
            ["a"]                                                | cannot read the body: it must be a JSON object
            """)
    void whatIsNoOrderDeletesNothing(String body, String detail) {
        Reply reply = server.post("/api/v1/deletions", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(server.custody.orders).isEmpty();
    }

    @Test
    void aQueryWithPipesOrWithoutSenseIsToldWhere() {
        Reply reply = server.post("/api/v1/deletions", "{\"query\":\"user:eve | count\",\"reason\":\"r\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getInteger("position")).isEqualTo(9);
    }

    @Test
    void whatIsHeldBackIsNotDeleted() {
        server.custody.failure = new HeldBackException("cannot delete: hold hold-1 of bob keeps some of these events");

        Reply reply = server.post("/api/v1/deletions", "{\"query\":\"*\",\"reason\":\"r\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("title")).isEqualTo("Held back");
    }

    @Test
    void aHoldIsMadeListedAndReleased() {
        Reply made = server.post(
                "/api/v1/holds", "{\"to\":\"now\",\"class\":\"audit\",\"reason\":\"investigation\",\"by\":\"bob\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json())
                .isEqualTo(new JsonObject("{\"id\":\"hold-1\",\"from\":null,\"to\":\"2026-11-20T10:03:07Z\","
                        + "\"class\":\"audit\",\"at\":\"2026-11-20T10:03:07Z\",\"by\":\"bob\","
                        + "\"reason\":\"investigation\"}"));
        assertThat(server.get("/api/v1/holds").json().getJsonArray("holds")).hasSize(1);
        assertThat(server.send("DELETE", "/api/v1/holds/hold-1", "").status()).isEqualTo(400);
        assertThat(server.send("DELETE", "/api/v1/holds/hold-1?reason=over", "").status())
                .isEqualTo(204);
        assertThat(server.send("DELETE", "/api/v1/holds/hold-1?reason=over", "").status())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/holds").json().getJsonArray("holds")).isEmpty();
    }

    @Test
    void theAuditLogSaysWhetherItIsWhole() {
        assertThat(server.get("/api/v1/audit?limit=5").json())
                .isEqualTo(new JsonObject("{\"entries\":[{\"n\":1}],\"lines\":1,\"intact\":true,\"problem\":null}"));
        assertThat(server.get("/api/v1/audit?limit=0").status()).isEqualTo(400);
    }

    @Test
    void partitionsAreListed() {
        Instant day = Instant.parse("2026-11-20T00:00:00Z");
        server.searches.partitions =
                List.of(new PartitionInfo("2026-11-20", "default", day, day, day.plusSeconds(5), 3, 400));

        assertThat(server.get("/api/v1/partitions").json().getJsonArray("partitions"))
                .isEqualTo(new JsonArray("[{\"name\":\"2026-11-20\",\"class\":\"default\","
                        + "\"day\":\"2026-11-20T00:00:00Z\",\"from\":\"2026-11-20T00:00:00Z\","
                        + "\"to\":\"2026-11-20T00:00:05Z\",\"events\":3,\"bytes\":400}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/deletions", "/api/v1/holds", "/api/v1/audit", "/api/v1/partitions"})
    void onlyOperatorsSeeAny(String path) {
        requireTokens();

        assertThat(server.get(path).status()).isEqualTo(401);
        assertThat(server.get(path, "Authorization", SHIPPER).status()).isEqualTo(403);
        assertThat(server.get(path, "Authorization", SHIPPER).detail())
                .isEqualTo("token 'shipper' is no operator's: name it under auth.operators in tocsin.yml");
        assertThat(server.get(path, "Authorization", OPS).status()).isEqualTo(200);
    }

    @Test
    void onlyOperatorsDoAnyOfItAndUnderTheNameOfTheirToken() {
        requireTokens();
        String body = "{\"query\":\"user:eve\",\"reason\":\"r\",\"by\":\"somebody else\"}";

        assertThat(server.post("/api/v1/deletions", body, "Authorization", SHIPPER)
                        .status())
                .isEqualTo(403);
        assertThat(server.post("/api/v1/holds", body, "Authorization", SHIPPER).status())
                .isEqualTo(403);
        assertThat(server.send("DELETE", "/api/v1/holds/x?reason=r", "", "Authorization", SHIPPER)
                        .status())
                .isEqualTo(403);
        assertThat(server.custody.orders).isEmpty();
        assertThat(server.post("/api/v1/deletions", body, "Authorization", OPS).status())
                .isEqualTo(202);
        assertThat(server.custody.orders).containsExactly(new Custody.Order("ops", "127.0.0.1", "r"));
    }
}
