package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.api.HealthHandler.Check;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, metrics, on-call, rules and the history of alerts. */
class OperationTest extends ApiCase {
    @Test
    void aliveIsAlive() {
        assertThat(server.get("/-/healthy").body()).isEqualTo("OK\n");
    }

    @Test
    void withoutKafkaTheServerIsReadyAndSaysWhatIsMissing() {
        server.checks.add(new Check("journal", true, true, "0 batches wait"));
        server.checks.add(new Check("kafka", false, false, "not connected since 10:00"));

        Reply reply = server.get("/-/ready");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("ready");
        assertThat(reply.json().getJsonArray("checks").getJsonObject(1))
                .isEqualTo(
                        new JsonObject("{\"name\":\"kafka\",\"ok\":false,\"detail\":\"not connected since 10:00\"}"));
    }

    @Test
    void withoutWhatItNeedsItIsNotReady() {
        server.checks.add(new Check("journal", false, true, "disk full"));

        Reply reply = server.get("/-/ready");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().getString("status")).isEqualTo("not ready");
    }

    @Test
    void metricsAreTextForPrometheus() {
        Reply reply = server.get("/metrics");

        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body()).isEqualTo("tocsin_up 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                        2026-11-20T10:03:07Z, bob,  2026-11-23T08:00:00Z, anna",
        "?at=2026-11-24T00:00:00Z,  2026-11-24T00:00:00Z, anna, 2026-11-30T08:00:00Z, bob",
    })
    void whoIsOnCallAndUntilWhen(String query, String at, String who, String until, String next) {
        JsonObject answer = server.get("/api/v1/oncall" + query).json();

        assertThat(answer.getString("at")).isEqualTo(at);
        assertThat(answer.getJsonArray("schedules"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("name", "primary")
                                .put("users", new JsonArray().add(who))
                                .put("until", until)
                                .put("next", next)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noon", "-999999999y", "%2B999999999-12-31T23:59:59Z", "0"})
    void aTimeThatNobodyMeansIsNoBug(String at) {
        assertThat(server.get("/api/v1/oncall?at=" + at).status()).isIn(200, 400);
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void rulesSayWhatTheyAreDoing() {
        JsonObject rule =
                server.get("/api/v1/rules").json().getJsonArray("rules").getJsonObject(0);

        assertThat(rule.getString("state")).isEqualTo("firing");
        assertThat(rule.getLong("matched")).isEqualTo(42);
    }

    @Test
    void theHistoryOfAlertsSaysWhenWeNoticed() {
        Alert alert = new Alert(
                Labels.of("alertname", "Up"),
                Map.of(),
                Instant.EPOCH,
                null,
                Instant.EPOCH,
                "7",
                List.of("00000000000000a1"),
                "");
        server.alerts.happened.add(new Alerts.Happened(alert, true, MemoryIncidents.NOW, null));

        JsonObject fired =
                server.get("/api/v1/alerts").json().getJsonArray("alerts").getJsonObject(0);

        assertThat(fired.getString("rule")).isEqualTo("Up");
        assertThat(fired.getString("state")).isEqualTo("firing");
        assertThat(fired.getString("fired_at")).isEqualTo("2026-11-20T10:03:07Z");
        assertThat(fired.getJsonArray("evidence")).containsExactly("00000000000000a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "10001", "99999999999"})
    void aHistoryLimitThatIsNoneIsRefused(String limit) {
        assertThat(server.get("/api/v1/alerts?limit=" + limit).status()).isEqualTo(400);
    }

    @Test
    void shiftsFollowEachOtherWithoutHoles() {
        JsonObject reply = server.get(
                        "/api/v1/schedules/primary/shifts?from=2026-01-05T00:00:00Z&to=2026-01-20T00:00:00Z")
                .json();

        assertThat(reply.getJsonArray("shifts"))
                .extracting(
                        shift -> ((JsonObject) shift).getString("from") + ((JsonObject) shift).getJsonArray("users"))
                .containsExactly(
                        "2026-01-05T00:00:00Z[]", "2026-01-05T08:00:00Z[\"anna\"]",
                        "2026-01-12T08:00:00Z[\"bob\"]", "2026-01-19T08:00:00Z[\"anna\"]");
    }

    @Test
    void shiftsOfOnePersonAreThatPersonsOnly() {
        JsonObject reply = server.get(
                        "/api/v1/schedules/primary/shifts?user=bob&from=2026-01-05T00:00:00Z&to=2026-01-20T00:00:00Z")
                .json();

        assertThat(reply.getJsonArray("shifts")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nobody/shifts                              | 404 | there is no schedule 'nobody'
            nobody/shifts.ics                          | 404 | there is no schedule 'nobody'
            primary/shifts?from=soon                   | 400 | cannot read time 'soon'
            primary/shifts?to=2099-01-01T00:00:00Z     | 400 | cannot list shifts of primary
            """)
    void whatCannotBeListedIsSaid(String path, int status, String detail) {
        Reply reply = server.get("/api/v1/schedules/" + path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().getString("detail")).contains(detail);
    }

    @Test
    void shiftsAreACalendarToo() {
        Reply reply = server.get("/api/v1/schedules/primary/shifts.ics?user=anna");

        assertThat(reply.header("Content-Type")).isEqualTo("text/calendar; charset=utf-8");
        ICalendar calendar = Biweekly.parse(reply.body()).first();
        assertThat(calendar.getEvents()).hasSizeGreaterThan(5).allSatisfy(event -> {
            assertThat(event.getSummary().getValue()).isEqualTo("anna on call (primary)");
            assertThat(event.getDateEnd().getValue())
                    .isAfter(event.getDateStart().getValue());
        });
        assertThat(reply.body())
                .isEqualTo(server.get("/api/v1/schedules/primary/shifts.ics?user=anna")
                        .body());
    }
}
