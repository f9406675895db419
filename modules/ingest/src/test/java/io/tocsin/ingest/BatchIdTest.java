package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Batches that clients give a name. */
class BatchIdTest extends HttpIntakeCase {
    private Got post(String header, String id) {
        return post(LINES.getBytes(StandardCharsets.UTF_8), Map.of(header, id));
    }

    @Test
    void theNameGoesWithTheBatchAndWithWhatItsSenderIsTold() {
        post("X-Tocsin-Batch", "a-1");
        post("Idempotency-Key", "b-2");

        assertThat(funnel.batches)
                .extracting(Intake::named)
                .containsExactly(new Intake.Named("a-1", 2, 0), new Intake.Named("b-2", 2, 0));
    }

    @Test
    void aBatchWithoutANameHasNone() {
        post(LINES);

        assertThat(funnel.batches).singleElement().extracting(Intake::named).isNull();
    }

    @Test
    void aNameThatIsNoneIsRefusedBeforeAnythingIsStored() {
        assertThat(post("X-Tocsin-Batch", "x".repeat(129)).status()).isEqualTo(400);
        assertThat(post("X-Tocsin-Batch", "two words").status()).isEqualTo(400);
        assertThat(post("X-Tocsin-Batch", "").status()).isEqualTo(400);
        assertThat(post("Idempotency-Key", "x".repeat(128)).status()).isEqualTo(200);

        assertThat(funnel.batches).hasSize(1);
    }

    @Test
    void aBatchThatWasStoredBeforeIsToldWhatItWasToldThen() {
        funnel.receipt = new Receipt(3, new Intake.Named("a-1", 7, 1));

        Got got = post("X-Tocsin-Batch", "a-1");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().getInteger("accepted")).isEqualTo(7);
        assertThat(got.json().getInteger("rejected")).isEqualTo(1);
        assertThat(got.json().getInteger("duplicates")).isEqualTo(3);
    }

    @Test
    void duplicatesAreOnlyMentionedWhereThereAreAny() {
        assertThat(post(LINES).json().containsKey("duplicates")).isFalse();

        funnel.receipt = new Receipt(1, null);

        assertThat(post(LINES).json().getInteger("duplicates")).isEqualTo(1);
        assertThat(post(LINES).json().getInteger("accepted"))
                .as("as the first time")
                .isEqualTo(2);
    }
}
