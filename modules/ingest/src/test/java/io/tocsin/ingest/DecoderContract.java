package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * What every decoder of a wire format promises: bytes in, events and rejects out, and nothing else can happen. A decoder
 * shows how to write a body of good records, and how to put a bad one among them.
 */
abstract class DecoderContract {
    static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    static final long SEED = 20_261_120L;

    /** Decodes one body. */
    interface Decoder {
        Decoded decode(byte[] body, Instant receivedAt);
    }

    abstract Decoder decoder(LongSupplier ids, Limits limits);

    /** A body that carries these messages, each as one record. */
    abstract byte[] body(List<String> messages);

    /** The same with a record that cannot be read after the first one. */
    abstract byte[] bodyWithABadRecord(List<String> messages);

    final EventIds ids = EventIds.after(0, NOW);
    final Decoder decoder = decoder(ids, Limits.defaults());

    @Test
    void everyRecordIsAnEventInTheOrderSent() {
        Decoded decoded = decoder.decode(body(List.of("one", "two", "three")), NOW);

        assertThat(decoded.rejects()).isEmpty();
        assertThat(decoded.accepted()).isEqualTo(3);
        assertThat(messages(decoded)).containsExactly("one", "two", "three");
    }

    @Test
    void idsGrowInTheOrderSent() {
        Decoded decoded = decoder.decode(body(List.of("one", "two", "three")), NOW);

        assertThat(decoded.events()).extracting(LogEvent::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aBadRecordCostsOnlyItselfAndIsKept() {
        Decoded decoded = decoder.decode(bodyWithABadRecord(List.of("one", "two")), NOW);

        assertThat(decoded.accepted()).isEqualTo(2);
        assertThat(decoded.rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.line()).isEqualTo(2));
        assertThat(decoded.events()).hasSize(3);
        assertThat(decoded.events().get(1).fields().first(FieldNames.REJECT)).isEqualTo("true");
        assertThat(decoded.events().get(0).fields().has(FieldNames.REJECT)).isFalse();
    }

    @Test
    void anEventIsReadFromItsJsonAgainWithTheSameFields() {
        Decoded decoded = decoder.decode(bodyWithABadRecord(List.of("one", "zw\u00f6lf")), NOW);

        assertThat(decoded.events()).allSatisfy(DecoderContract::assertReadAgainTheSame);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhole() {
        Limits tight = new Limits(100, 1000, 1000, 1000, 32, 1000, 256, 1000);

        assertThatThrownBy(() -> decoder(ids, tight).decode(body(List.of("x".repeat(200))), NOW))
                .isInstanceOfSatisfying(
                        RefusedBodyException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LARGE))
                .hasMessageContaining("100");
    }

    @Test
    void moreEventsThanTheLimitAreRefusedWhole() {
        Limits tight = new Limits(10_000, 10_000, 2, 1000, 32, 1000, 256, 1000);

        assertThatThrownBy(() -> decoder(ids, tight).decode(body(List.of("one", "two", "three")), NOW))
                .isInstanceOfSatisfying(
                        RefusedBodyException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LARGE));
    }

    @Test
    void anEmptyBodyIsNothingReadable() {
        assertThat(decoder.decode(new byte[0], NOW).nothingReadable()).isTrue();
    }

    @Test
    void anyBytesGiveEventsAndRejects() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);

            assertSound(decoder.decode(noise, NOW), "seed %d round %d".formatted(SEED, round));
        }
    }

    @Test
    void anyDamageToABodyGivesEventsAndRejects() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = bodyWithABadRecord(List.of("one", "two \ud83d\ude00", "three"));
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            assertSound(decoder.decode(damaged, NOW), "seed %d round %d".formatted(SEED, round));
        }
    }

    static List<String> messages(Decoded decoded) {
        return decoded.events().stream()
                .map(event -> String.valueOf(event.fields().first(FieldNames.MESSAGE)))
                .toList();
    }

    static void assertSound(Decoded decoded, String which) {
        assertThat(decoded.events())
                .as(which)
                .hasSize(decoded.accepted() + decoded.rejects().size());
        assertThat(decoded.events()).as(which).allSatisfy(DecoderContract::assertReadAgainTheSame);
        assertThat(decoded.rejects()).as(which).allSatisfy(reject -> {
            assertThat(reject.line()).isPositive();
            assertThat(reject.reason()).startsWith("cannot read ").hasSizeLessThan(500);
        });
    }

    /** The journal keeps only the JSON: what comes out of it after a restart must be what went in. */
    static void assertReadAgainTheSame(LogEvent event) {
        LogEvent again = new EventDecoder(FieldAliases.defaults(), Limits.defaults())
                .parse(event.id(), event.receivedAt(), event.json());
        assertThat(again.fields()).hasToString(event.fields().toString());
        assertThat(again.time()).isEqualTo(event.time());
        assertThat(again.correlationIds()).isEqualTo(event.correlationIds());
        assertThat(new String(event.json(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(event.json());
    }
}
