package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeSlackApp;
import io.tocsin.testkit.FakeSlackRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSignatureTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Secret SECRET = new Secret(FakeSlackApp.SIGNING_SECRET);
    private static final JsonObject PAYLOAD =
            new JsonObject().put("type", "block_actions").put("text", "Grüße");

    private static FakeSlackRequest request(Instant at) {
        return new FakeSlackRequest(FakeSlackApp.SIGNING_SECRET, PAYLOAD, at);
    }

    private static boolean good(Secret secret, FakeSlackRequest request, String signature, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return SlackSignature.isGood(secret, request.timestamp(), signature, bytes, NOW);
    }

    /** The example of Slack's own documentation. */
    @Test
    void theDocumentedExampleIsGood() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        String signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

        assertThat(SlackSignature.isGood(
                        new Secret("8f742231b10e8888abcd99yyyzzz85a5"),
                        "1531420618",
                        signature,
                        body.getBytes(StandardCharsets.UTF_8),
                        Instant.ofEpochSecond(1531420620)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -299, 0, 299, 300})
    void aSignatureIsGoodForFiveMinutesEitherWay(long seconds) {
        FakeSlackRequest request = request(NOW.plusSeconds(seconds));

        assertThat(good(SECRET, request, request.signature(), request.body())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400, -86_400})
    void anOldOneAndOneOfTheFutureAreNot(long seconds) {
        FakeSlackRequest request = request(NOW.plus(Duration.ofSeconds(seconds)));

        assertThat(good(SECRET, request, request.signature(), request.body())).isFalse();
    }

    @Test
    void anotherBodySecretVersionOrNoSignatureIsRefused() {
        FakeSlackRequest request = request(NOW);
        String signature = request.signature();

        assertThat(good(SECRET, request, signature, request.body() + " ")).isFalse();
        assertThat(good(new Secret("another"), request, signature, request.body()))
                .isFalse();
        assertThat(good(Secret.NONE, request, signature, request.body())).isFalse();
        assertThat(good(SECRET, request, signature.replace("v0", "v1"), request.body()))
                .isFalse();
        assertThat(good(SECRET, request, signature.substring(0, 20), request.body()))
                .isFalse();
        assertThat(good(SECRET, request, "", request.body())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1e3", "99999999999999999999"})
    void aTimeThatIsNoneIsRefused(String timestamp) {
        assertThat(SlackSignature.isGood(SECRET, timestamp, "v0=00", new byte[0], NOW))
                .isFalse();
    }
}
