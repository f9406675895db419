package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeTwilioTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeTwilio twilio = FakeTwilio.start(vertx, 0).await();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private JsonObject post(String form, String token) {
        String login = FakeTwilio.ACCOUNT + ":" + token;
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        String url = twilio.apiUrl() + "/2010-04-01/Accounts/" + FakeTwilio.ACCOUNT + "/Messages.json";
        HttpClient client = vertx.createHttpClient();
        Supplier<Future<JsonObject>> posting = () -> client.request(
                        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url))
                .compose(request -> request.putHeader("Authorization", basic).send(form))
                .compose(response ->
                        response.body().map(body -> new JsonObject(body).put("status_code", response.statusCode())));
        return OnLoop.ask(vertx, posting).eventually(client::close).await();
    }

    @Test
    void aMessageIsQueued() {
        JsonObject answer = post("To=%2B4915123456789&From=%2B15550100&Body=Down", FakeTwilio.AUTH_TOKEN);

        assertThat(answer.getInteger("status_code")).isEqualTo(201);
        assertThat(answer.getString("status")).isEqualTo("queued");
        assertThat(twilio.messages())
                .singleElement()
                .extracting(FakeTwilio.Sms::body)
                .isEqualTo("Down");
    }

    @ParameterizedTest
    @CsvSource({
        "From=%2B15550100&Body=x, 21604",
        "To=0151&From=%2B15550100&Body=x, 21211",
        "To=%2B4915123456789&Body=x, 21603",
        "To=%2B4915123456789&From=%2B1999999999&Body=x, 21606",
        "To=%2B4915123456789&From=%2B15550100, 21602"
    })
    void whatTwilioRefusesIsRefusedByItsNumber(String form, int code) {
        assertThat(post(form, FakeTwilio.AUTH_TOKEN).getInteger("code")).isEqualTo(code);
        assertThat(twilio.messages()).isEmpty();
    }

    @Test
    void anotherTokenIsNotLetIn() {
        assertThat(post("To=%2B4915123456789&From=%2B15550100&Body=x", "wrong").getInteger("code"))
                .isEqualTo(20003);
    }

    @Test
    void whoeverSaidStopGetsNothingUntilStart() {
        String nowhere = "http://127.0.0.1:1/";
        twilio.write(nowhere, nowhere, "+4915123456789", "STOP");
        assertThat(post("To=%2B4915123456789&From=%2B15550100&Body=x", FakeTwilio.AUTH_TOKEN)
                        .getInteger("code"))
                .isEqualTo(21610);

        twilio.write(nowhere, nowhere, "+4915123456789", "START");
        assertThat(post("To=%2B4915123456789&From=%2B15550100&Body=x", FakeTwilio.AUTH_TOKEN)
                        .getInteger("status_code"))
                .isEqualTo(201);
    }
}
