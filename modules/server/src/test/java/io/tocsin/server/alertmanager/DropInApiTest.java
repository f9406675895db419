package io.tocsin.server.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropInApiTest extends DropInCase {
    @Test
    void theStatusNamesAPeerAVersionAndTheConfiguration() {
        JsonObject status = get("/api/v2/status").json();

        assertThat(status.fieldNames()).containsExactlyInAnyOrder("cluster", "config", "uptime", "versionInfo");
        assertThat(status.getJsonObject("cluster")).isEqualTo(new JsonObject("""
                {"name": "me", "status": "ready", "peers": [{"address": "127.0.0.1:9094", "name": "me"}]}"""));
        assertThat(status.getJsonObject("versionInfo").getString("version")).isEqualTo(AlertmanagerApi.COMPATIBLE);
        assertThat(status.getJsonObject("versionInfo").fieldNames())
                .containsExactlyInAnyOrder("branch", "buildDate", "buildUser", "goVersion", "revision", "version");
        assertThat(status.getJsonObject("config").getString("original")).contains("receiver: oncall");
        assertThat(status.getString("uptime")).isEqualTo("2026-11-20T10:03:07.000Z");
    }

    @Test
    void receiversComeWithTheirLabels() {
        configure("route: {receiver: a}\nreceivers: [{name: a}, {name: b, labels: {team: db}}]\n");

        assertThat(list("/api/v2/receivers")).isEqualTo(new JsonArray("""
                [{"labels": {"name": "a"}, "name": "a"}, {"labels": {"name": "b", "team": "db"}, "name": "b"}]"""));
        assertThat(list("/api/v2/receivers?receiver_matchers=team%3Ddb")).hasSize(1);
        assertThat(get("/api/v2/receivers?receiver_matchers=x").message())
                .startsWith("failed to parse receiver_matchers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /-/healthy            | 200
            HEAD   | /-/healthy            | 200
            GET    | /-/ready              | 200
            HEAD   | /-/ready              | 200
            POST   | /-/reload             | 200
            GET    | /-/reload             | 405
            GET    | /metrics              | 200
            GET    | /                     | 200
            GET    | /api/v1/alerts        | 410
            POST   | /api/v1/alerts        | 410
            GET    | /api/v2/nothing       | 404
            GET    | /nothing              | 404
            DELETE | /api/v2/alerts        | 405
            PUT    | /api/v2/silences      | 405
            POST   | /api/v2/alerts/groups | 405
            GET    | /api/v2/alerts/       | 200
            """)
    void everyAddressOfTheBinaryAnswers(String method, String path, int status) {
        assertThat(send(method, path, "").status()).isEqualTo(status);
        assertThat(bugs).hasValue(0);
    }

    @Test
    void anotherVerbIsToldWhichOnesThereAre() {
        Reply reply = send("DELETE", "/api/v2/alerts", "");

        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(reply.json().getInteger("code")).isEqualTo(405);
    }

    @Test
    void aMessageThatTellsManyGroupsLeadsToTheirList() {
        Reply reply = get("/explain?receiver=team%20a.%28b%29");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("/api/v2/alerts/groups?receiver=team+a%5C.%5C%28b%5C%29");
    }

    @Test
    void aReloadThatFailsSaysWhy() {
        reload = Future.failedFuture("line 3: no such receiver");

        Reply reply = send("POST", "/-/reload", "");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("line 3: no such receiver");
    }

    @Test
    void everythingMayLieBehindAPrefix() {
        String base = listen("/am", AlertmanagerApi.Dialect.DEFAULT);
        String root = base.substring(0, base.length() - 3);

        assertThat(sendTo(base, "GET", "/api/v2/status", "").status()).isEqualTo(200);
        assertThat(sendTo(base, "GET", "/-/ready", "").status()).isEqualTo(200);
        assertThat(sendTo(root, "GET", "/api/v2/status", "").status()).isEqualTo(404);
        assertThat(sendTo(root, "GET", "/", "").header("Location")).isEqualTo("/am/");
    }

    @Test
    void whatIsTooMuchForNowIsToldApartFromABug() {
        reload = Future.succeededFuture();
        assertThat(post("/api/v2/alerts", "x".repeat(65 << 20)).status()).isEqualTo(413);
        assertThat(bugs).hasValue(0);
    }
}
