package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Requests are signed as Slack's are: the official library takes them. */
class FakeSlackRequestTest {
    private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");
    private static final FakeSlackRequest REQUEST = new FakeSlackRequest(
            FakeSlackApp.SIGNING_SECRET,
            new JsonObject().put("type", "block_actions").put("text", "Grüße & <x>"),
            AT);

    private static boolean verified(String secret, String body) {
        SlackSignature.Verifier verifier = new SlackSignature.Verifier(new SlackSignature.Generator(secret));
        return verifier.isValid(REQUEST.timestamp(), body, REQUEST.signature(), AT.toEpochMilli());
    }

    @Test
    void theOfficialLibraryTakesThem() {
        assertThat(verified(FakeSlackApp.SIGNING_SECRET, REQUEST.body())).isTrue();
        assertThat(verified("another", REQUEST.body())).isFalse();
        assertThat(verified(FakeSlackApp.SIGNING_SECRET, REQUEST.body() + "&")).isFalse();
    }
}
