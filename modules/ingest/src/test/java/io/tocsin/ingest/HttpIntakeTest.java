package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpIntakeTest extends HttpIntakeCase {
    @Test
    void aBatchIsAnsweredWithItsCounts() {
        Got got = post(LINES + "oops\n");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.type()).isEqualTo("application/json");
        assertThat(got.json()).isEqualTo(new JsonObject("""
                        {"accepted":2,"rejected":1,"errors":[{"line":3,"reason":"cannot read event: it is not a JSON object"}]}"""));
        assertThat(funnel.messages()).containsExactly("one", "two", "oops");
    }

    @Test
    void onlyTenErrorsAreNamed() {
        Got got = post("{}\n" + "oops\n".repeat(25));

        assertThat(got.json().getInteger("rejected")).isEqualTo(25);
        assertThat(got.json().getJsonArray("errors")).hasSize(10);
    }

    @Test
    void theAnswerWaitsUntilTheBatchIsDurable() {
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        Future<Got> answer = asked(request -> request.send(LINES));
        await().until(() -> intake.heldBytes() == (1L + Limits.DECODED_PER_BYTE) * LINES.length());

        assertThat(answer.isComplete()).isFalse();
        disk.complete();

        assertThat(done(answer).status()).isEqualTo(200);
        await().until(() -> intake.heldBytes() == 0);
    }

    @Test
    void whereNothingIsReadableNothingIsStored() {
        Got got = post("\n\nthis is\nno JSON");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.type()).isEqualTo("application/problem+json");
        assertThat(got.json().getInteger("line")).isEqualTo(3);
        assertThat(got.json().getString("title")).isEqualTo("nothing readable");
        assertThat(funnel.batches).isEmpty();
        assertThat(post("").status()).isEqualTo(400);
    }

    @Test
    void anEmptyArrayIsAcceptedAndNothingIsStored() {
        assertThat(post("[]").json().getInteger("accepted")).isZero();
        assertThat(funnel.batches).isEmpty();
    }

    @Test
    void anUnknownEncodingIsNamed() {
        Got got = post(new byte[10], Map.of("Content-Encoding", "br"));

        assertThat(got.status()).isEqualTo(415);
        assertThat(got.json().getString("detail")).contains("'br'").contains("zstd");
    }

    @Test
    void overloadIsToldBeforeTheBodyIsRead() {
        funnel.overloaded = true;

        Got got = post(LINES);

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.retryAfter()).isEqualTo("1");
        funnel.overloaded = false;
        assertThat(post(LINES).status()).isEqualTo(200);
    }

    @Test
    void overloadOfTheFunnelConcernsTheWholeRequest() {
        funnel.failure = batch -> new OverloadedException(Duration.ofMillis(2_500));

        Got got = post(LINES + "oops");

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.retryAfter()).isEqualTo("3");
        assertThat(got.json().getString("title")).isEqualTo("overloaded");
        assertThat(intake.heldBytes()).isZero();
    }

    @Test
    void aBatchThatCannotBeStoredMayBeSentAgain() {
        funnel.failure = batch -> new IOException("disk full at /secret/path");

        Got got = post(LINES);

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.retryAfter()).isEqualTo("1");
        assertThat(got.json().getString("detail")).isEqualTo("cannot store the batch");
    }
}
