package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final Instant NOW = DecoderContract.NOW;
    private static final String VISA = "4111111111111111";
    private static final String MASKED = "411111******1111";

    private static final Masking FIELDS = new Masking(true, List.of("extra.token", "password", "auth.*"));

    private final EventDecoder usual = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private final EventDecoder hiding = new EventDecoder(FieldAliases.defaults(), Limits.defaults(), FIELDS);

    private static Decoded decode(EventDecoder decoder, String body) {
        BodyDecoder bodies = new BodyDecoder(decoder, EventIds.after(0, NOW), Limits.defaults());
        return bodies.decode(body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static String json(LogEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }

    /** What is kept of one object, which must be the same whether its form is known or not. */
    private static String kept(EventDecoder decoder, String object) {
        Decoded first = decode(decoder, object);
        Decoded second = decode(decoder, object + "\n");
        assertThat(json(second.events().getFirst()))
                .isEqualTo(json(first.events().getFirst()));
        assertThat(second.masked()).isEqualTo(first.masked());
        assertThat(second.events().getFirst().fields())
                .hasToString(first.events().getFirst().fields().toString());
        return json(first.events().getFirst());
    }

    private String text(String value) {
        String kept = kept(usual, "{\"message\":\"" + value + "\"}");
        return kept.substring("{\"message\":\"".length(), kept.length() - 2);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, 411111******1111",
        "paid with 4111 1111 1111 1111 today, paid with 4111 11** **** 1111 today",
        "4111-1111-1111-1111, 4111-11**-****-1111",
        "card=4111111111111111;ok, card=411111******1111;ok",
        "It was 4111111111111111., It was 411111******1111.",
        "378282246310005, 378282*****0005",
        "3782 822463 10005, 3782 82**** *0005",
        "30569309025904, 305693****5904",
        "4222222222222, 422222***2222",
        "5555555555554444 and 2223003122003222, 555555******4444 and 222300******3222",
        "6011111111111117, 601111******1117",
        "3530111333300000, 353011******0000",
        "1 4111 1111 1111 1111 200, 1 4111 11** **** 1111 200",
        "\u5361\u53f74111111111111111\u3002, \u5361\u53f7411111******1111\u3002",
    })
    void aCardNumberKeepsItsFirstSixAndLastFourDigits(String sent, String kept) {
        assertThat(text(sent)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "9111111111111111",
                "411111111111",
                "41111111111111110000",
                "x4111111111111111",
                "4111111111111111x",
                "_4111111111111111",
                "4111111111111111_1",
                "-4111111111111111",
                "0.4111111111111111",
                "4111111111111111.5",
                "4111111111111111-2",
                "f47ac10b-4111-1111-1111-111111111111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111  1111  1111  1111",
                "4111--1111-1111-1111",
                "2026-01-05 08:04:03",
                "1763668800123",
                "411111******1111",
            })
    void whatIsNoCardNumberStays(String sent) {
        assertThat(text(sent)).isEqualTo(sent);
    }

    @Test
    void escapesSeparateAlsoThoseOfJsonInsideAString() {
        assertThat(text("a\\n" + VISA)).isEqualTo("a\\n" + MASKED);
        assertThat(text("card\\u003d" + VISA + "\\u0026x")).isEqualTo("card\\u003d" + MASKED + "\\u0026x");
        assertThat(text("{\\\"card\\\":\\\"" + VISA + "\\\"}")).isEqualTo("{\\\"card\\\":\\\"" + MASKED + "\\\"}");
        assertThat(text("{\\\"m\\\":\\\"a\\\\n" + VISA + "\\\"}"))
                .isEqualTo("{\\\"m\\\":\\\"a\\\\n" + MASKED + "\\\"}");
        assertThat(text("a\\\\u0020" + VISA + "\\\\")).isEqualTo("a\\\\u0020" + MASKED + "\\\\");
    }

    @Test
    void aBareNumberStaysOne() {
        assertThat(kept(usual, "{\"pan\":4111111111111111,\"n\":[4111111111111111.0,-4111111111111111]}"))
                .isEqualTo("{\"pan\":4111110000001111,\"n\":[4111111111111111.0,-4111111111111111]}");
    }

    @Test
    void anIdThatLooksLikeACardStaysFindable() {
        String event = "{\"request_id\":\"" + VISA + "\",\"timestamp\":" + VISA + ",\"message\":\"" + VISA
                + "\",\"extra\":{\"request_id\":" + VISA + "}}";

        assertThat(kept(usual, event)).isEqualTo(event.replace("\"message\":\"" + VISA, "\"message\":\"" + MASKED));
        assertThat(decode(usual, event).events().getFirst().correlationIds()).containsExactly(VISA);
        assertThat(decode(usual, event).masked()).isEqualTo(1);
    }

    @Test
    void searchSeesOnlyTheMaskedValue() {
        LogEvent event =
                decode(usual, "{\"message\":\"" + VISA + "\"}").events().getFirst();

        assertThat(event.fields().first("message")).isEqualTo(MASKED);
        assertThat(event.fields().layout()).isNotNull();
    }

    @Test
    void theBytesOfTheSenderAreLeftAlone() {
        byte[] body = ("{\"message\":\"" + VISA + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] before = body.clone();

        new BodyDecoder(usual, EventIds.after(0, NOW), Limits.defaults()).decode(body, NOW);

        assertThat(body).isEqualTo(before);
    }

    @Test
    void theRawTextOfARejectIsMasked() {
        Decoded decoded = decode(usual, "PAN " + VISA + " declined\n{\"a\":" + VISA + " x}\n{\"a\":\"" + VISA);

        assertThat(decoded.rejects()).hasSize(3);
        assertThat(decoded.events()).noneMatch(event -> json(event).contains(VISA));
        assertThat(decoded.events()).anyMatch(event -> json(event).contains("PAN " + MASKED + " declined"));
        assertThat(decoded.masked()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aConfiguredFieldBecomesStarsWhateverItIs() {
        assertThat(kept(hiding, "{\"password\":\"x\",\"user\":\"anna\"}"))
                .isEqualTo("{\"password\":\"***\",\"user\":\"anna\"}");
        assertThat(kept(hiding, "{\"password\": 5 ,\"extra\":{\"token\":{\"a\":[1,\"]\"]},\"tokens\":1}}"))
                .isEqualTo("{\"password\": \"***\" ,\"extra\":{\"token\":\"***\",\"tokens\":1}}");
        assertThat(kept(hiding, "{\"extra.token\":true,\"auth\":{\"key\":[1,2],\"user\":{}}}"))
                .isEqualTo("{\"extra.token\":\"***\",\"auth\":{\"key\":\"***\",\"user\":{}}}");
        assertThat(kept(hiding, "{\"pass\\u0077ord\":\"x\",\"a\":[{\"password\":1}]}"))
                .isEqualTo("{\"pass\\u0077ord\":\"***\",\"a\":[{\"password\":1}]}");
    }

    @Test
    void whatSaysNothingIsNotMaskedNorWhatIsMaskedAlready() {
        String event = "{\"password\":null,\"extra\":{\"token\":[ ]},\"auth\":{\"a\":\"***\"}}";

        assertThat(kept(hiding, event)).isEqualTo(event);
        assertThat(decode(hiding, event).masked()).isZero();
    }

    @Test
    void maskedValuesAreCounted() {
        String event = "{\"password\":\"x\",\"message\":\"" + VISA + " and 5555555555554444\"}";

        assertThat(decode(hiding, event + event + "\nPAN " + VISA).masked()).isEqualTo(7);
    }

    @Test
    void maskingCanBeSwitchedOff() {
        EventDecoder off = new EventDecoder(FieldAliases.defaults(), Limits.defaults(), Masking.NONE);

        assertThat(kept(off, "{\"message\":\"" + VISA + "\"}")).contains(VISA);
        assertThat(decode(off, "PAN " + VISA).events())
                .anyMatch(event -> json(event).contains(VISA));
    }

    @Test
    void anEventAsLongAsMayBeIsNotMadeLongerByItsMasks() {
        Limits tight = new Limits(10_000, 10_000, 10, 14, 32, 1000, 256, 1000);
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), tight, FIELDS);

        Decoded decoded = new BodyDecoder(decoder, EventIds.after(0, NOW), tight)
                .decode("{\"password\":1}".getBytes(StandardCharsets.UTF_8), NOW);

        assertThat(json(decoded.events().getFirst())).isEqualTo("{\"password\":0}");
        assertThat(decoded.rejects()).isEmpty();
    }

    @Test
    void aSettingThatMeansNothingIsRefused() {
        for (String bad : List.of("", " ", "*", "a.*.b", "*.token")) {
            assertThatThrownBy(() -> new Masking(true, List.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + bad + "'");
        }
    }

    @Test
    void anyObjectIsMaskedTheSameWhetherItsFormIsKnownOrNot() {
        Random random = new Random(DecoderContract.SEED);
        RandomJson json = new RandomJson(random);
        Masking masking = new Masking(true, List.of("user", "extra.m*", "context", "a.b", "_id", "\ud83d\ude00"));
        EventDecoder known = new EventDecoder(FieldAliases.defaults(), Limits.defaults(), masking);
        EventDecoder forgetful = EventDecoder.forgetful(FieldAliases.defaults(), Limits.defaults(), masking);
        for (int round = 0; round < 3_000; round++) {
            String body = new String(json.body(), StandardCharsets.UTF_8).replace("req-1", VISA);

            Decoded wanted = decode(forgetful, body);
            Decoded found = decode(known, body);

            assertThat(found.masked()).as(body).isEqualTo(wanted.masked());
            assertThat(found.events().stream()
                            .map(event -> json(event) + event.fields() + event.time() + event.correlationIds()))
                    .as(body)
                    .isEqualTo(wanted.events().stream()
                            .map(event -> json(event) + event.fields() + event.time() + event.correlationIds())
                            .toList());
        }
    }
}
