package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Severity;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.report.ClosedIncident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders about incidents: by hand, in bulk, once; and what is told of them afterwards. */
class IncidentOrdersTest extends ApiCase {
    @BeforeEach
    void open() {
        server.incidents.open("i-1", "HighErrorRate", "payment_api");
        server.incidents.open("i-2", "ServiceDown", "gateway");
    }

    @Test
    void aPageByHandOpensAnIncident() {
        Reply reply = server.post(
                "/api/v1/incidents",
                "{\"title\":\"Customers cannot pay\",\"severity\":\"high\",\"labels\":{\"service\":\"checkout\"},\"by\":\"anna\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("severity")).isEqualTo("HIGH");
        assertThat(reply.json().getString("service")).isEqualTo("checkout");
        assertThat(reply.json().getJsonObject("chain").getBoolean("holds")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"by\":\"anna\"} | cannot page without a title: send {\"title\": \"what is the matter\"}, one line of at most 200 characters",
                "{\"title\":\"t\"} | cannot act without a name: send {\"by\": \"your name\"}, one line of at most 100 characters",
                "{\"title\":\"t\",\"by\":\"a\",\"severity\":\"P0\"} | cannot read severity 'P0': give critical, high, medium or low",
                "{\"title\":\"t\",\"by\":\"a\",\"labels\":{\"a-b\":\"c\"}} | cannot read 'labels': it must be an object of at most 20 names (letters, digits and _) with texts of at most 200 characters",
                "{\"title\":\"t\",\"by\":\"a\",\"policy\":\"nights\"} | cannot page anybody: policies are default",
            })
    void whatIsMissingIsTold(String body, String detail) {
        Reply reply = server.post("/api/v1/incidents", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo(detail);
    }

    @Test
    void anOrderWithAKeyCountsOnce() {
        String note = "{\"by\":\"anna\",\"text\":\"restarting\"}";
        server.post("/api/v1/incidents/i-1/notes", note, "Idempotency-Key", "k1");
        server.post("/api/v1/incidents/i-1/notes", note, "Idempotency-Key", "k1");
        server.post("/api/v1/incidents/i-1/notes", note);

        assertThat(server.incidents.incident("i-1").timeline().entries())
                .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.NOTE)
                .hasSize(2);
        assertThat(server.post("/api/v1/incidents/i-1/notes", note, "Idempotency-Key", "x".repeat(201))
                        .detail())
                .isEqualTo("cannot use Idempotency-Key: it must have 1 to 200 characters");
    }

    @Test
    void aPageByHandWithAKeyIsOneIncidentWhoeverRemembers() {
        String page = "{\"title\":\"t\",\"by\":\"anna\"}";
        String first = server.post("/api/v1/incidents", page, "Idempotency-Key", "k1")
                .json()
                .getString("id");
        String other = server.post("/api/v1/incidents", page, "Idempotency-Key", "k2")
                .json()
                .getString("id");
        String again =
                PageOrderReader.read(new JsonObject(page), "127.0.0.1\nk1").id();

        assertThat(first).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void whoHasATokenNeedsNoName() {
        server.wanting("0123456789abcdef");

        Reply reply =
                server.post("/api/v1/incidents/i-1/acknowledge", "{}", "Authorization", "Bearer 0123456789abcdef");

        assertThat(reply.json().getString("acknowledged_by")).isEqualTo("somebody");
    }

    @Test
    void mergingMovesTheAlertsAndNamesBoth() {
        Reply reply = server.post("/api/v1/incidents/i-1/merge", "{\"by\":\"anna\",\"into\":\"i-2\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("merged_into")).isEqualTo("i-2");
        JsonObject other = server.get("/api/v1/incidents/i-2").json();
        assertThat(other.getJsonArray("merged")).isEqualTo(new JsonArray(List.of("i-1")));
        assertThat(other.getJsonArray("alert_list")).hasSize(2);
    }

    @Test
    void mergingWhatIsOverIsAConflict() {
        server.incidents.act("i-2", new Signal.Resolve("bob")).await();

        Reply reply = server.post("/api/v1/incidents/i-1/merge", "{\"by\":\"anna\",\"into\":\"i-2\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.detail()).isEqualTo("cannot merge i-1 into i-2: i-2 was resolved at 2026-11-20T10:03:07Z");
        assertThat(server.post("/api/v1/incidents/i-1/merge", "{\"by\":\"anna\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void inBulkEachAnswersForItself() {
        server.incidents.act("i-2", new Signal.Resolve("bob")).await();

        JsonArray results = server.post(
                        "/api/v1/incidents:bulk",
                        "{\"verb\":\"acknowledge\",\"ids\":[\"i-1\",\"i-2\",\"i-9\"],\"by\":\"anna\"}")
                .json()
                .getJsonArray("results");

        assertThat(results.getJsonObject(0))
                .isEqualTo(new JsonObject("{\"id\":\"i-1\",\"status\":200,\"state\":\"acknowledged\"}"));
        assertThat(results.getJsonObject(1).getInteger("status")).isEqualTo(409);
        assertThat(results.getJsonObject(1).getString("state")).isEqualTo("resolved");
        assertThat(results.getJsonObject(2).getString("detail")).isEqualTo("there is no incident 'i-9'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"verb\":\"resolve\",\"by\":\"a\"} | cannot read 'ids': it must be a list of 1 to 500 incidents",
                "{\"verb\":\"resolve\",\"ids\":[],\"by\":\"a\"} | cannot read 'ids': it must be a list of 1 to 500 incidents",
                "{\"ids\":[\"i-1\"],\"by\":\"a\"} | cannot do nothing: send {\"verb\": \"acknowledge\", \"ids\": […]}",
                "{\"verb\":\"delete\",\"ids\":[\"i-1\"],\"by\":\"a\"} | cannot delete an incident: acknowledge, snooze, unacknowledge, resolve, escalate, reassign, merge or note it",
            })
    void aBulkOrderThatCannotBeReadChangesNothing(String body, String detail) {
        Reply reply = server.post("/api/v1/incidents:bulk", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(server.incidents.incident("i-1").open()).isTrue();
    }

    @Test
    void theTimelineComesAsOneOrInLines() {
        JsonObject whole = server.get("/api/v1/incidents/i-1/timeline").json();
        String lines = server.get("/api/v1/incidents/i-1/timeline", "Accept", "application/x-ndjson")
                .body();

        assertThat(whole.getJsonObject("chain").getBoolean("holds")).isTrue();
        JsonArray entries = whole.getJsonArray("entries");
        assertThat(lines.lines().map(JsonObject::new).toList())
                .isEqualTo(entries.stream().map(JsonObject.class::cast).toList());
        assertThat(entries.getJsonObject(1).getString("previous"))
                .isEqualTo(entries.getJsonObject(0).getString("hash"));
        assertThat(server.get("/api/v1/incidents/i-9/timeline").status()).isEqualTo(404);
    }

    @Test
    void theExportIsAFileThatHolds() {
        Reply reply = server.get("/api/v1/incidents/i-1/export");

        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"i-1.tocsin.ndjson\"");
        assertThat(IncidentExport.verify(reply.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .broken())
                .isNull();
    }

    @Test
    void theReportCountsWhatIsOver() {
        server.incidents.closed.add(new ClosedIncident(
                "i-0",
                "BruteForce",
                Severity.CRITICAL,
                "pay",
                "default",
                List.of("BruteForce"),
                MemoryIncidents.NOW.minus(Duration.ofHours(2)),
                MemoryIncidents.NOW.minus(Duration.ofMinutes(118)),
                "anna",
                MemoryIncidents.NOW.minus(Duration.ofHours(1)),
                "anna",
                "",
                1,
                List.of(new ClosedIncident.Page("anna", MemoryIncidents.NOW, true))));

        JsonObject report = server.get("/api/v1/reports/incidents?from=-1d&zone=Europe/Berlin")
                .json();

        assertThat(report.getJsonObject("all").getJsonObject("mtta_seconds").getDouble("mean"))
                .isEqualTo(120.0);
        assertThat(report.getJsonArray("people").getJsonObject(0).getInteger("night_pages"))
                .isEqualTo(1);
        assertThat(report.getJsonArray("rules").getJsonObject(0).getDouble("noise_share"))
                .isZero();
        assertThat(report.getString("zone")).isEqualTo("Europe/Berlin");
        assertThat(server.get("/api/v1/reports/incidents?from=-1h")
                        .json()
                        .getJsonObject("all")
                        .getInteger("incidents"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?from=soon | cannot read time 'soon'",
                "?from=-1d&to=-2d | cannot report from 2026-11-19T10:03:07Z to 2026-11-18T10:03:07Z: it ends before it begins",
                "?from=-500d | cannot report from 2025-07-08T10:03:07Z to 2026-11-20T10:03:07Z: at most 400 days",
                "?zone=Berlin | cannot read zone 'Berlin': give one such as Europe/Berlin",
            })
    void aReportThatMakesNoSenseIsRefused(String query, String detail) {
        Reply reply = server.get("/api/v1/reports/incidents" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).startsWith(detail);
    }
}
