package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.server.api.ApiServer.Reply;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentsHandlerTest extends ApiCase {
    private static final String ANNA = "{\"by\":\"anna\"}";

    @BeforeEach
    void open() {
        server.incidents.open("i-1", "HighErrorRate", "payment_api");
        server.incidents.open("i-2", "ServiceDown", "gateway");
    }

    private int count(String state) {
        return server.get("/api/v1/incidents" + state)
                .json()
                .getJsonArray("incidents")
                .size();
    }

    @Test
    void theListIsOfOpenOnesUnlessAskedOtherwise() {
        server.incidents.act("i-2", new Signal.Resolve("bob")).await();
        server.incidents.acknowledge("i-1", "bob", null).await();

        assertThat(count("")).isEqualTo(1);
        assertThat(count("?state=open")).isEqualTo(1);
        assertThat(count("?state=triggered")).isZero();
        assertThat(count("?state=acknowledged")).isEqualTo(1);
        assertThat(count("?state=resolved")).isEqualTo(1);
        assertThat(count("?state=all")).isEqualTo(2);
    }

    @Test
    void anUnknownStateIsToldTheKnownOnes() {
        Reply reply = server.get("/api/v1/incidents?state=closed");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail())
                .isEqualTo("cannot list state 'closed': give one of open, triggered, acknowledged, resolved, all");
    }

    @Test
    void oneIncidentHasWhatAReaderWantsToKnow() {
        JsonObject incident = server.get("/api/v1/incidents/i-1").json();

        assertThat(incident.getString("severity")).isEqualTo("CRITICAL");
        assertThat(incident.getString("state")).isEqualTo("triggered");
        assertThat(incident.getString("service")).isEqualTo("payment_api");
        assertThat(incident.getString("since")).isEqualTo("2026-11-20T10:02:07Z");
        assertThat(incident.getJsonArray("alert_list").getJsonObject(0).getBoolean("firing"))
                .isTrue();
        assertThat(incident.getJsonArray("timeline")).isNotEmpty();
        assertThat(incident.getJsonArray("notifications").getJsonObject(0).getString("detail"))
                .isEqualTo("250 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "ack", "resolve", "escalate"})
    void whatIsNotThereCannotBeAnswered(String verb) {
        assertThat(server.get("/api/v1/incidents/i-9").status()).isEqualTo(404);
        assertThat(server.post("/api/v1/incidents/i-9/" + verb, ANNA).status()).isEqualTo(404);
    }

    @Test
    void acknowledgingShowsWhoHasIt() {
        Reply reply = server.post("/api/v1/incidents/i-1/acknowledge", ANNA);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("state")).isEqualTo("acknowledged");
        assertThat(reply.json().getString("acknowledged_by")).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "escalate"})
    void whatIsOverIsAConflictAndSaysInWhichState(String verb) {
        server.incidents.act("i-1", new Signal.Resolve("bob")).await();

        Reply reply = server.post("/api/v1/incidents/i-1/" + verb, ANNA);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("state")).isEqualTo("resolved");
        assertThat(reply.detail()).contains("it was resolved at");
    }

    @Test
    void resolvingTwiceIsNoMistake() {
        server.post("/api/v1/incidents/i-1/resolve", ANNA);

        assertThat(server.post("/api/v1/incidents/i-1/resolve", ANNA).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"by":""}        | cannot act without a name
            {"by":"  "}      | cannot act without a name
            {"by":null}      | cannot act without a name
            {"by":"a\\nb"}   | cannot act without a name
            {}               | cannot act without a name
            {"by":7}         | cannot read 'by': it must be a text
            {"by":{"a":1}}   | cannot read 'by': it must be a text
            []               | cannot read the body: it must be a JSON object
            "anna"           | cannot read the body: it must be a JSON object
            {"by":           | cannot read the body: it must be a JSON object
            by=anna          | cannot read the body: it must be a JSON object
            """)
    void anAnswerWithoutANameChangesNothing(String body, String problem) {
        Reply reply = server.post("/api/v1/incidents/i-1/acknowledge", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).startsWith(problem);
        assertThat(server.incidents.incident("i-1").state()).isInstanceOf(State.Triggered.class);
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void aNameIsNoNovel() {
        String body = new JsonObject().put("by", "a".repeat(101)).encode();

        assertThat(server.post("/api/v1/incidents/i-1/ack", body).status()).isEqualTo(400);
    }

    @Test
    void anUnknownVerbIsToldTheKnownOnes() {
        Reply reply = server.post("/api/v1/incidents/i-1/silence", ANNA);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.detail())
                .isEqualTo(
                        "cannot silence an incident: acknowledge, snooze, unacknowledge, resolve, escalate, reassign, merge or note it");
    }

    @Test
    void aSnoozeHasAnEnd() {
        assertThat(server.post("/api/v1/incidents/i-1/snooze", "{\"by\":\"anna\",\"for\":\"2h\"}")
                        .json()
                        .getString("acknowledged_until"))
                .isEqualTo("2026-11-20T12:03:07Z");
        assertThat(server.post("/api/v1/incidents/i-2/snooze", "{\"by\":\"anna\",\"until\":\"2026-11-20T18:00:00Z\"}")
                        .json()
                        .getString("acknowledged_until"))
                .isEqualTo("2026-11-20T18:00:00Z");
    }

    @Test
    void whatWasTakenCanBeGivenBack() {
        server.post("/api/v1/incidents/i-1/ack", ANNA);

        JsonObject incident =
                server.post("/api/v1/incidents/i-1/unacknowledge", ANNA).json();

        assertThat(incident.getString("state")).isEqualTo("triggered");
        assertThat(incident.getInteger("round")).isEqualTo(2);
    }

    @Test
    void othersCanBeAskedFirst() {
        JsonObject incident = server.post("/api/v1/incidents/i-1/reassign", "{\"by\":\"anna\",\"users\":[\"bob\"]}")
                .json();

        assertThat(incident.getInteger("round")).isEqualTo(2);
        assertThat(incident.getJsonArray("timeline").encode()).contains("named by hand paged: bob");
    }

    @Test
    void remarksAreKept() {
        JsonObject incident = server.post(
                        "/api/v1/incidents/i-1/notes", "{\"by\":\"anna\",\"text\":\"the pool is too small\"}")
                .json();

        assertThat(incident.getJsonArray("timeline").encode()).contains("the pool is too small");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            snooze   | {"by":"anna"}                   | cannot snooze for ever
            snooze   | {"by":"anna","for":"soon"}      | cannot read 'for': 'soon' is no duration such as 2h
            snooze   | {"by":"anna","until":"soon"}    | cannot read time 'soon'
            reassign | {"by":"anna"}                   | cannot reassign to nobody
            reassign | {"by":"anna","users":"bob"}     | cannot read 'users': it must be a list of names
            notes    | {"by":"anna"}                   | cannot note nothing
            notes    | {"text":"x"}                    | cannot act without a name
            """)
    void aVerbThatLacksSomethingChangesNothing(String verb, String body, String problem) {
        Reply reply = server.post("/api/v1/incidents/i-1/" + verb, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).startsWith(problem);
        assertThat(server.incidents.incident("i-1").state()).isInstanceOf(State.Triggered.class);
    }
}
