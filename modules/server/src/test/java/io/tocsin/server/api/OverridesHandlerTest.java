package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.config.Settings.Auth;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesHandlerTest extends ApiCase {
    private static final String PATH = "/api/v1/schedules/primary/overrides";

    private Reply make(String body, String... headers) {
        return server.post(PATH, body, headers);
    }

    private JsonArray overrides() {
        return new JsonObject(server.get(PATH).body()).getJsonArray("overrides");
    }

    @Test
    void somebodyTakesAShiftAndServesIt() {
        Reply made = make("""
                {"user": "carol", "from": "now", "for": "8h", "by": "bob", "reason": "a wedding"}""");

        assertThat(made.status()).isEqualTo(201);
        JsonObject override = new JsonObject(made.body());
        assertThat(override.getString("user")).isEqualTo("carol");
        assertThat(override.getString("by")).isEqualTo("bob");
        assertThat(override.getString("origin")).isEqualTo("api");
        assertThat(override.getInstant("from")).isEqualTo(MemoryIncidents.NOW);
        assertThat(server.get("/api/v1/oncall").body()).contains("carol");
        assertThat(server.get("/api/v1/schedules/primary/shifts").body()).contains("carol");
        assertThat(server.get("/api/v1/schedules/primary/shifts.ics").body()).contains("carol on call");
        assertThat(overrides()).hasSize(2);
    }

    @Test
    void aLocalTimeIsThatOfTheSchedule() {
        JsonObject override =
                new JsonObject(make("{\"user\": \"carol\", \"from\": \"2030-07-01T09:00\", \"for\": \"1d\"}")
                        .body());
        assertThat(override.getString("detail")).as("too far ahead").contains("731 days ahead");

        JsonObject fine = new JsonObject(
                make("{\"user\": \"carol\", \"to\": \"2026-12-24T09:00\"}").body());
        assertThat(fine.getString("to")).isEqualTo("2026-12-24T08:00:00Z");
    }

    @Test
    void standInsAndSwapsAreOverridesToo() {
        assertThat(make("{\"user\": \"carol\", \"instead\": \"bob\", \"for\": \"8h\"}")
                        .body())
                .contains("\"instead\":\"bob\"");
        assertThat(make("{\"swap\": [\"anna\", \"bob\"], \"from\": \"2026-12-24T09:00\", \"for\": \"8h\"}")
                        .body())
                .contains("\"swap\":[\"anna\",\"bob\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | either {\"to\"",
                "{\"for\": \"8h\"} | cannot make an override of nobody",
                "{\"user\": \"carl\", \"for\": \"8h\"} | there is no user 'carl', did you mean 'carol'?",
                "{\"user\": \"carol\", \"instaed\": \"bob\", \"for\": \"8h\"} | cannot read 'instaed', did you mean 'instead'?",
                "{\"user\": \"carol\", \"for\": \"0s\"} | is no duration such as 8h",
                "{\"user\": \"carol\", \"for\": \"soon\"} | is no duration such as 8h",
                "{\"user\": \"carol\", \"for\": \"8h\", \"to\": \"now\"} | either {\"to\"",
                "{\"user\": \"carol\", \"to\": \"2020-01-01T00:00:00Z\"} | it ends at 2020-01-01T00:00:00Z, not after its start",
                "{\"user\": \"carol\", \"from\": \"-2h\", \"for\": \"8h\"} | which is over: who served then cannot be changed",
                "{\"user\": \"carol\", \"for\": \"400d\"} | it lasts 400 days, the limit is 366",
                "{\"user\": \"carol\", \"instead\": \"carol\", \"for\": \"8h\"} | carol is named twice",
                "{\"swap\": [\"anna\"], \"for\": \"8h\"} | it must be the two who change places",
                "{\"swap\": [\"anna\", \"bob\"], \"user\": \"carol\", \"for\": \"8h\"} | cannot make an override of nobody",
                "{\"user\": 7, \"for\": \"8h\"} | cannot read 'user': it must be a text",
                "{\"user\": \"carol\", \"for\": \"8h\", \"by\": \"a\\nb\"} | a name is one line",
                "[] | it must be a JSON object",
            })
    void whatIsWrongIsSaidPrecisely(String body, String why) {
        Reply refused = make(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains(why);
        assertThat(overrides()).hasSize(1);
    }

    @Test
    void whatContradictsAnotherIsRefusedWithItsName() {
        make("{\"user\": \"carol\", \"for\": \"8h\"}");
        Reply second = make("{\"user\": \"bob\", \"for\": \"1h\"}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("ov-1", "take it back first");
    }

    @Test
    void anUnknownScheduleOrOverrideIsNotFound() {
        assertThat(server.get("/api/v1/schedules/secondary/overrides").status()).isEqualTo(404);
        assertThat(server.post("/api/v1/schedules/secondary/overrides", "{}").status())
                .isEqualTo(404);
        assertThat(server.send("DELETE", PATH + "/ov-9", "").status()).isEqualTo(404);
    }

    @Test
    void anOverrideIsTakenBack() {
        assertThat(server.send("DELETE", PATH + "/i-1?by=anna&reason=done", "").status())
                .isEqualTo(204);
        assertThat(overrides()).isEmpty();
        assertThat(server.overrides.orders.getLast().by()).isEqualTo("anna");
    }

    @Test
    void theNameOfATokenGoesBeforeWhatSomebodyCallsThemselves() {
        server.auth = new Auth.Tokens(Map.of("anna", new Secret(ApiServer.GOOD_TOKEN)), Set.of());
        String body = "{\"user\": \"carol\", \"for\": \"8h\", \"by\": \"the director\"}";
        assertThat(make(body).status()).isEqualTo(401);
        make(body, "Authorization", "Bearer " + ApiServer.GOOD_TOKEN);

        assertThat(server.overrides.orders.getLast().by()).isEqualTo("anna");
    }

    @Test
    void whoeverMayServeIsListedWithTheSchedules() {
        JsonArray users = new JsonObject(server.get("/api/v1/schedules").body()).getJsonArray("users");

        assertThat(users.getJsonObject(0))
                .isEqualTo(new JsonObject().put("user", "anna").put("name", "Anna Adler"));
    }
}
