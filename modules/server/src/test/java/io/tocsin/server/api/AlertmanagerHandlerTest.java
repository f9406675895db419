package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.server.api.ApiServer.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerHandlerTest extends ApiCase {
    private static final String PATH = "/api/v2/alerts";

    private Alert taken(String alert) {
        assertThat(server.post(PATH, "[" + alert + "]").status()).isEqualTo(200);
        return server.alerts.taken.getLast();
    }

    @Test
    void prometheusPostsAlertsAsItAlwaysDoes() {
        Alert alert = taken("""
                {"labels": {"alertname": "Up", "severity": "page", "empty": ""}, "annotations": {"summary": "s"},
                 "startsAt": "2026-11-20T09:00:00.123Z", "endsAt": "2026-11-20T10:10:00+00:00",
                 "generatorURL": "http://p/graph"}""");

        assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "Up", "severity", "page"));
        assertThat(alert.annotations()).containsEntry("summary", "s");
        assertThat(alert.startsAt()).isEqualTo("2026-11-20T09:00:00.123Z");
        assertThat(alert.endsAt()).isEqualTo("2026-11-20T10:10:00Z");
        assertThat(alert.updatedAt()).isEqualTo(MemoryIncidents.NOW);
        assertThat(alert.generatorUrl()).isEqualTo("http://p/graph");
    }

    @Test
    void goSaysNothingWithItsZeroTime() {
        Alert alert = taken("{\"labels\":{\"a\":\"b\"},\"startsAt\":\"0001-01-01T00:00:00Z\",\"endsAt\":null}");

        assertThat(alert.startsAt()).isEqualTo(MemoryIncidents.NOW);
        assertThat(alert.endsAt()).isNull();
    }

    @Test
    void anEndInThePastWithoutAStartIsAnAlertThatIsOver() {
        Alert alert = taken("{\"labels\":{\"a\":\"b\"},\"endsAt\":\"2026-11-20T09:00:00Z\"}");

        assertThat(alert.startsAt()).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(alert.firingAt(MemoryIncidents.NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                    | it needs at least one label
            {"labels":{}}                                         | it needs at least one label
            {"labels":{"a":""}}                                   | it needs at least one label
            {"labels":"a"}                                        | 'labels' must be an object
            {"labels":{"a":1}}                                    | 'a' must be a text
            {"labels":{"a":"b"},"annotations":[]}                 | 'annotations' must be an object
            {"labels":{"a":"b"},"startsAt":5}                     | 'startsAt' must be a text
            {"labels":{"a":"b"},"startsAt":"x"}                   | Text 'x' could not be parsed
            {"labels":{"a":"b"},"generatorURL":{}}                | 'generatorURL' must be a text
            {"labels":{"a":"b"},"startsAt":"2026-11-20T09:00:00Z","endsAt":"2026-11-20T08:00:00Z"} | endsAt 2026-11-20T08:00:00Z is before startsAt
            null                                                  | it must be an object
            7                                                     | it must be an object
            [{}]                                                  | it must be an object
            """)
    void aBadAlertCostsOnlyItself(String alert, String reason) {
        Reply reply = server.post(PATH, "[{\"labels\":{\"good\":\"1\"}}," + alert + ",{\"labels\":{\"good\":\"2\"}}]");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).startsWith("cannot take 1 alerts: alert 2: " + reason);
        assertThat(server.alerts.taken).hasSize(2);
        assertThat(server.bugs).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"labels":{"a":"b"}}
            "x"
            7
            null
            [
            nonsense
            ``
            """)
    void aBodyThatIsNoArrayIsRefused(String body) {
        Reply reply = server.post(PATH, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo("cannot read the alerts: the body must be a JSON array of alerts");
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void whatFiresIsListedAsAlertmanagerListsIt() {
        taken("{\"labels\":{\"alertname\":\"Up\"},\"startsAt\":\"2026-11-20T09:00:00Z\"}");

        JsonObject alert = new JsonArray(server.get(PATH).body()).getJsonObject(0);

        assertThat(alert.getString("fingerprint")).matches("[0-9a-f]{16}");
        assertThat(alert.getString("endsAt")).isEqualTo("2026-11-20T10:08:07Z");
        assertThat(alert.getJsonArray("receivers")).isEqualTo(new JsonArray("[{\"name\":\"oncall\"}]"));
        assertThat(alert.getJsonObject("status"))
                .isEqualTo(
                        new JsonObject("{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[],\"mutedBy\":[]}"));
    }
}
