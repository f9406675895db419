package io.tocsin.server.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostAlertsTest extends DropInCase {
    private static final String PATH = "/api/v2/alerts";

    private Alert taken(String alert) {
        Reply reply = post(PATH, "[" + alert + "]");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        return routed().taken.getLast();
    }

    @Test
    void prometheusPostsAlertsAsItAlwaysDoes() {
        Alert alert = taken("""
                {"labels": {"alertname": "Up", "severity": "page", "empty": ""}, "annotations": {"summary": "s"},
                 "startsAt": "2026-11-20T09:00:00.123Z", "endsAt": "2026-11-20T10:10:00+00:00",
                 "generatorURL": "http://p/graph?g0.expr=up{job=\\"a b\\"}|x"}""");

        assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "Up", "severity", "page"));
        assertThat(alert.annotations()).containsEntry("summary", "s");
        assertThat(alert.startsAt()).isEqualTo("2026-11-20T09:00:00.123Z");
        assertThat(alert.endsAt()).isEqualTo("2026-11-20T10:10:00Z");
        assertThat(alert.updatedAt()).isEqualTo(NOW);
        assertThat(alert.generatorUrl()).isEqualTo("http://p/graph?g0.expr=up{job=\"a b\"}|x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00.000Z\"", "\"\"", "null"})
    void thereAreFourWaysToSayNoTime(String nothing) {
        Alert alert = taken("{\"labels\":{\"a\":\"b\"},\"startsAt\":" + nothing + ",\"endsAt\":" + nothing + "}");

        assertThat(alert.startsAt()).isEqualTo(NOW);
        assertThat(alert.endsAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20 09:00:00",
                "2026-11-20T09:00:00",
                "2026-11-20T11:00:00+02:00",
                "2026-11-20T09:00:00.000000000Z"
            })
    void timesAreWrittenInMoreThanOneWay(String time) {
        assertThat(taken("{\"labels\":{\"a\":\"b\"},\"startsAt\":\"" + time + "\"}")
                        .startsAt())
                .isEqualTo("2026-11-20T09:00:00Z");
    }

    @Test
    void withoutAStartTheEndIsTheStart() {
        Alert alert = taken("{\"labels\":{\"a\":\"b\"},\"endsAt\":\"2026-11-20T09:00:00Z\"}");

        assertThat(alert.startsAt()).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(alert.firingAt(NOW)).isFalse();
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        taken("{\"foo\":{\"x\":[1,{\"y\":null}]},\"labels\":{\"a\":\"b\",\"n\":null},\"annotations\":null,\"bar\":7}");

        assertThat(routed().taken.getLast().labels()).isEqualTo(Labels.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                    | 422 | 1.labels in body is required
            {"labels":null}                                       | 422 | 1.labels in body is required
            {"labels":{}}                                         | 400 | at least one label pair required
            {"labels":{"a":""}}                                   | 400 | at least one label pair required
            {"labels":{"":"b"}}                                   | 400 | invalid label set: invalid name ""
            {"labels":"a"}                                        | 400 | labels must be an object
            {"labels":{"a":1,"b":[2]}}                            | 400 | labels.b must be a text
            {"labels":{"a":"b"},"annotations":[]}                 | 400 | annotations must be an object
            {"labels":{"a":"b"},"startsAt":5}                     | 400 | startsAt must be a text
            {"labels":{"a":"b"},"startsAt":"x"}                   | 400 | startsAt is no time: 'x'
            {"labels":{"a":"b"},"generatorURL":{}}                | 400 | generatorURL must be a text
            {"labels":{"a":"b"},"generatorURL":"not a url"}       | 422 | 1.generatorURL in body must be of type uri: "not a url"
            {"labels":{"a":"b"},"generatorURL":"http://a b/"}     | 422 | 1.generatorURL in body must be of type uri: "http://a b/"
            {"labels":{"a":"b"},"startsAt":"2026-11-20T09:00:00Z","endsAt":"2026-11-20T08:00:00Z"} | 400 | start time must be before end time
            null                                                  | 400 | alert 1 must be an object
            7                                                     | 400 | alert 1 must be an object
            [{}]                                                  | 400 | alert 1 must be an object
            """)
    void aBadAlertCostsOnlyItself(String alert, int status, String reason) {
        Reply reply = post(PATH, "[{\"labels\":{\"good\":\"1\"}}," + alert + ",{\"labels\":{\"good\":\"2\"}}]");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.message()).contains(reason);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(routed().taken).hasSize(2);
        assertThat(routed().invalid).hasValue(1);
        assertThat(bugs).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":{\"a\":\"b\"}}",
                "\"x\"",
                "7",
                "[",
                "nonsense",
                "[{\"labels\":",
                "[] []",
                "[{\"labels\":{\"a\":\"b\"}}"
            })
    void aBodyThatIsNoArrayIsRefused(String body) {
        Reply reply = post(PATH, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).startsWith("parsing alerts body failed, because ");
        assertThat(routed().taken).isEmpty();
        assertThat(bugs).hasValue(0);
    }

    @Test
    void noBodyIsNotTheSameAsNoAlerts() {
        assertThat(post(PATH, "").status()).isEqualTo(422);
        assertThat(post(PATH, "null").status()).isEqualTo(200);
        assertThat(post(PATH, "[]").status()).isEqualTo(200);
    }

    @Test
    void onlyJsonIsTaken() {
        String alerts = "[{\"labels\":{\"a\":\"b\"}}]";

        assertThat(send("POST", PATH, alerts).status()).isEqualTo(415);
        assertThat(send("POST", PATH, alerts, "Content-Type", "text/plain").message())
                .isEqualTo("unsupported media type \"text/plain\", only [application/json] are allowed");
        assertThat(send("POST", PATH, alerts, "Content-Type", "application/JSON; charset=utf-8")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesAreWhateverTextExceptInClassicMode() {
        String classic =
                listen("", new AlertmanagerApi.Dialect(LabelNames.CLASSIC, AlertmanagerApi.Dialect.DEFAULT.mode()));
        String alert = "[{\"labels\":{\"münster.ort-1\":\"b\"}}]";

        assertThat(post(PATH, alert).status()).isEqualTo(200);
        assertThat(sendTo(classic, "POST", PATH, alert, "Content-Type", "application/json")
                        .message())
                .isEqualTo("invalid label set: invalid name \"münster.ort-1\"");
    }
}
