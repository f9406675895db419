package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpsGenie and Pushover, and the token server. */
class FakePagersTest {
    private static final String USER = "token=" + FakePushover.TOKEN + "&user=" + FakePushover.USER;

    private final Vertx vertx = Vertx.vertx();
    private final FakeOpsgenie opsgenie = FakeOpsgenie.start(vertx, 0).await();
    private final FakePushover pushover = FakePushover.start(vertx, 0).await();
    private final FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void opsgenieCountsAnOpenAlertAndOpensAClosedOneAnew() throws IOException {
        opsgenie("", alert());
        opsgenie("", alert());
        assertThat(opsgenie.alerts()).containsExactly(new FakeOpsgenie.Alert("a", "open", "it burns", "", 2));

        assertThat(opsgenie("/a/close?identifierType=alias", new JsonObject()).statusCode())
                .isEqualTo(202);
        assertThat(opsgenie.alerts()).extracting(FakeOpsgenie.Alert::status).containsExactly("closed");

        opsgenie("", alert());
        assertThat(opsgenie.alerts()).containsExactly(new FakeOpsgenie.Alert("a", "open", "it burns", "", 1));
    }

    @Test
    void opsgenieRefusesWhatBreaksItsRules() throws IOException {
        assertThat(errors(alert().put("message", "x".repeat(131)))).contains("message");
        assertThat(errors(alert().put("message", ""))).contains("message");
        assertThat(errors(alert().put("source", "x".repeat(101)))).contains("source");
        assertThat(errors(alert().put("tags", new JsonArray(List.of("x".repeat(51))))))
                .contains("tags");
        assertThat(errors(alert().put("details", new JsonObject().put("k", "x".repeat(8000)))))
                .contains("details");
        assertThat(errors(alert().put("priority", "high"))).contains("priority");
        assertThat(errors(alert().put("responders", new JsonArray().add(new JsonObject().put("type", "team")))))
                .contains("responders");
        assertThat(Client.post(opsgenie.apiUrl() + "/v2/alerts", "{}", "Authorization", "GenieKey x")
                        .statusCode())
                .isEqualTo(401);
        assertThat(opsgenie("/a/close", new JsonObject()).statusCode()).isEqualTo(404);
        assertThat(opsgenie("/a/message?identifierType=alias", new JsonObject()).statusCode())
                .isEqualTo(405);
        assertThat(opsgenie.messages()).isEmpty();
    }

    @Test
    void pushoverRingsUntilItIsCalledOff() throws IOException {
        HttpResponse<String> answer = pushover(USER + "&message=it+burns&priority=2&retry=30&expire=600");
        String receipt = new JsonObject(answer.body()).getString("receipt");
        assertThat(pushover.ringing()).containsExactly(receipt);

        String cancel = pushover.apiUrl() + "/1/receipts/" + receipt + "/cancel.json";
        assertThat(Client.post(cancel, "token=" + FakePushover.TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(pushover.ringing()).isEmpty();
        assertThat(Client.post(cancel, "token=" + FakePushover.TOKEN).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "message=, message cannot be blank",
        "message=x&priority=3, priority is invalid",
        "message=x&priority=2, retry must be at least 30 seconds",
        "message=x&priority=2&retry=29&expire=60, retry must be at least 30 seconds",
        "message=x&priority=2&retry=30, expire must be supplied",
        "message=x&priority=2&retry=30&expire=10801, expire must be supplied",
        "message=x&html=1&monospace=1, html and monospace",
    })
    void pushoverRefusesWhatBreaksItsRules(String fields, String why) throws IOException {
        HttpResponse<String> answer = pushover(USER + "&" + fields);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why, "\"status\":0");
    }

    @Test
    void pushoverRefusesStrangersAndLongTexts() throws IOException {
        assertThat(pushover("token=x&user=y&message=z").body()).contains("application token is invalid");
        assertThat(pushover("token=" + FakePushover.TOKEN + "&user=y&message=z").body())
                .contains("user identifier");
        assertThat(pushover(USER + "&message=" + "x".repeat(1025)).body()).contains("message is too long");
        assertThat(pushover(USER + "&message=x&title=" + "x".repeat(251)).body())
                .contains("title is too long");
        assertThat(pushover.messages()).isEmpty();
    }

    @Test
    void aTokenIsGivenToTheClientAlone() throws IOException {
        String body = "grant_type=client_credentials&scope=a&client_id=tocsin&client_secret=s3cr3t%3Awith%25and%2B%26";

        JsonObject granted = new JsonObject(Client.post(oauth.tokenUrl(), body).body());
        assertThat(granted.getString("access_token")).isEqualTo("token-1-of-the-fake");
        assertThat(oauth.messages()).containsExactly(new FakeOAuth.Grant("token-1-of-the-fake", Map.of("scope", "a")));
        assertThat(Client.post(oauth.tokenUrl(), body.replace("s3cr3t", "x")).body())
                .contains("invalid_client");
        assertThat(Client.post(oauth.tokenUrl(), body.replace("client_credentials", "password"))
                        .body())
                .contains("unsupported_grant_type");
    }

    private static JsonObject alert() {
        return new JsonObject().put("alias", "a").put("message", "it burns");
    }

    private String errors(JsonObject body) throws IOException {
        HttpResponse<String> answer = opsgenie("", body);
        assertThat(answer.statusCode()).isEqualTo(422);
        return new JsonObject(answer.body()).getJsonObject("errors").encode();
    }

    private HttpResponse<String> opsgenie(String path, JsonObject body) throws IOException {
        return Client.post(
                opsgenie.apiUrl() + "/v2/alerts" + path,
                body.encode(),
                "Authorization",
                "GenieKey " + FakeOpsgenie.KEY);
    }

    private HttpResponse<String> pushover(String body) throws IOException {
        return Client.post(pushover.apiUrl() + "/1/messages.json", body);
    }
}
