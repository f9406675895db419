package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BodyDecoderTest {
    static DecoderContract.Decoder json(LongSupplier ids, Limits limits) {
        return new BodyDecoder(new EventDecoder(FieldAliases.defaults(), limits), ids, limits)::decode;
    }

    private static String event(String message) {
        return "{\"message\":\"" + message + "\"}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Decoded decode(String body) {
        return json(EventIds.after(0, DecoderContract.NOW), Limits.defaults()).decode(utf8(body), DecoderContract.NOW);
    }

    /** Lines, as most shippers send them. */
    @Nested
    class Ndjson extends DecoderContract {
        @Override
        Decoder decoder(LongSupplier ids, Limits limits) {
            return json(ids, limits);
        }

        @Override
        byte[] body(List<String> messages) {
            return utf8(messages.stream().map(BodyDecoderTest::event).collect(Collectors.joining("\n")));
        }

        @Override
        byte[] bodyWithABadRecord(List<String> messages) {
            return utf8(
                    new String(body(messages), StandardCharsets.UTF_8).replaceFirst("\n", "\n{\"message\":oops}\n"));
        }
    }

    /** Arrays, as libraries send them. */
    @Nested
    class Array extends DecoderContract {
        @Override
        Decoder decoder(LongSupplier ids, Limits limits) {
            return json(ids, limits);
        }

        @Override
        byte[] body(List<String> messages) {
            return utf8(messages.stream().map(BodyDecoderTest::event).collect(Collectors.joining(",", "[", "]")));
        }

        @Override
        byte[] bodyWithABadRecord(List<String> messages) {
            return utf8(
                    new String(body(messages), StandardCharsets.UTF_8).replaceFirst("\\},", "},{\"message\":oops},"));
        }
    }

    @Test
    void emptyLinesCarriageReturnsAndAByteOrderMarkAreNoRecords() {
        Decoded decoded = decode("\ufeff\r\n" + event("one") + "\r\n\r\n  \n" + event("two") + "\r\n\n");

        assertThat(decoded.rejects()).isEmpty();
        assertThat(DecoderContract.messages(decoded)).containsExactly("one", "two");
    }

    @Test
    void whatIsReturnedIsByteForByteWhatWasSent() {
        String odd = "{ \"message\" : \"\\u00e9 \u00e9 \\/\", \"n\":1.50e+02 ,\"n\":2, \"deep\":{\"x\":[ ]}}";

        Decoded decoded = decode(event("one") + "\n  " + odd + "  \n[]");

        assertThat(decoded.events().get(1).json()).isEqualTo(utf8(odd));
    }

    @Test
    void anObjectMayGoOverSeveralLines() {
        Decoded decoded = decode("{\n  \"message\": \"one\",\n  \"a\": [\n1\n]\n}\n{\n\"message\":\"two\"}\noops\n");

        assertThat(decoded.accepted()).isEqualTo(2);
        assertThat(decoded.rejects()).singleElement().extracting(Reject::line).isEqualTo(9);
    }

    @Test
    void severalObjectsMayShareALine() {
        Decoded decoded = decode(event("one") + event("two") + " , " + event("three") + "\n" + event("four"));

        assertThat(decoded.rejects()).isEmpty();
        assertThat(DecoderContract.messages(decoded)).containsExactly("one", "two", "three", "four");
    }

    @Test
    void anObjectMayGoOnOnTheNextLineAfterAComma() {
        Decoded decoded =
                decode("{\"message\":\"one\",\n\"a\":[1,\n2],\r\n\"b\":{\"c\":1,\n\"d\":2}}\n" + event("two"));

        assertThat(decoded.rejects()).isEmpty();
        assertThat(DecoderContract.messages(decoded)).containsExactly("one", "two");
    }

    @Test
    void aBadObjectAmongOthersOnOneLineCostsOnlyItself() {
        Decoded decoded = decode(event("one") + "{\"a\":nope}" + event("two"));

        assertThat(decoded.accepted()).isEqualTo(2);
        assertThat(decoded.rejects()).hasSize(1);
        assertThat(decoded.events().get(1).fields().first(FieldNames.MESSAGE)).isEqualTo("{\"a\":nope}");
    }

    @Test
    void aRecordTornInTheMiddleTakesNoNeighbourWithIt() {
        for (String torn :
                List.of("{", "{\"a", "{\"a\":", "{\"a\":\"b", "{\"a\":[{\"b\":1},", "{\"a\":{\"b\":1}", "{\"a\":1,")) {
            Decoded decoded = decode(event("one") + "\n" + torn + "\n" + event("two") + "\n" + event("three"));

            assertThat(DecoderContract.messages(decoded)).as(torn).containsExactly("one", torn, "two", "three");
            assertThat(decoded.rejects())
                    .as(torn)
                    .singleElement()
                    .extracting(Reject::line)
                    .isEqualTo(2);
        }
    }

    @Test
    void rejectsSayTheLineAndKeepTheRawText() {
        Decoded decoded = decode(event("one") + "\n\n<13>Oct 11 su: 'su root' \"failed\"\n42\n");

        assertThat(decoded.rejects()).extracting(Reject::line).containsExactly(3, 4);
        LogEvent kept = decoded.events().get(1);
        assertThat(kept.fields().first(FieldNames.MESSAGE)).isEqualTo("<13>Oct 11 su: 'su root' \"failed\"");
        assertThat(new String(kept.json(), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"_reject\":true,\"_reason\":\"cannot read event: it is not a JSON object\",\"message\":\"");
        assertThat(kept.time()).isEqualTo(DecoderContract.NOW);
    }

    @Test
    void theRawTextOfARejectIsCutBetweenCharacters() {
        Decoded decoded = decode("x" + "\u20ac".repeat(5_000));

        String message = String.valueOf(decoded.events().getFirst().fields().first(FieldNames.MESSAGE));
        assertThat(utf8(message).length).isBetween(Quarantine.RAW_BYTES - 3, Quarantine.RAW_BYTES);
        assertThat(message).doesNotContain("\ufffd");
    }

    @Test
    void anElementThatIsNoObjectCostsOnlyItself() {
        Decoded decoded = decode("[" + event("one") + ",1,null,\"x,]\",[2,{}]," + event("two") + ",]");

        assertThat(DecoderContract.messages(decoded)).containsExactly("one", "1", "null", "\"x,]\"", "[2,{}]", "two");
        assertThat(decoded.rejects()).extracting(Reject::line).containsExactly(2, 3, 4, 5);
    }

    @Test
    void ofABrokenArrayEverythingBeforeTheBreakIsAccepted() {
        for (String rest : List.of("", ",", ",{\"a\":1", ",{\"a\":\"x},{\"b\":1}]", ",}", ",{\"a\":1} x]")) {
            Decoded decoded = decode("[" + event("one") + "," + event("two") + rest);

            assertThat(decoded.events().get(0).fields().first("message")).isEqualTo("one");
            assertThat(decoded.events().get(1).fields().first("message")).isEqualTo("two");
            assertThat(decoded.rejects()).as(rest).hasSize(1);
        }
    }

    @Test
    void textAfterAnArrayIsARejectAndTheArrayCounts() {
        Decoded decoded = decode("[" + event("one") + "]\n" + event("two"));

        assertThat(decoded.accepted()).isEqualTo(1);
        assertThat(decoded.rejects()).singleElement().extracting(Reject::line).isEqualTo(2);
    }

    @Test
    void anEmptyArrayIsReadable() {
        Decoded decoded = decode(" [ ] ");

        assertThat(decoded.events()).isEmpty();
        assertThat(decoded.nothingReadable()).isFalse();
    }

    @Test
    void anEventOverTheLimitCostsOnlyItself() {
        String large = event("x".repeat(1 << 20));
        for (String body : List.of(
                event("one") + "\n" + large + "\n" + event("two"),
                "[" + event("one") + "," + large + "," + event("two") + "]")) {
            Decoded decoded = decode(body);

            assertThat(decoded.accepted()).isEqualTo(2);
            assertThat(decoded.rejects())
                    .singleElement()
                    .satisfies(reject ->
                            assertThat(reject.reason()).contains("1048590").contains("1048576"));
        }
    }

    @Test
    void aBodyOfHalfOpenLinesIsReadInLinearTime() {
        // Each opener lets the reader hope for a closing line, 30 levels deep at a time.
        String opener = "{\"a\":[" + "\n{},".repeat(8_000);
        String body = opener.repeat(300).substring(0, 9 << 20);
        Limits manyEvents = new Limits(10 << 20, 1L << 30, 10_000_000, 1 << 20, 32, 1000, 256, 32766);

        assertThat(Duration.ofNanos(timed(() -> json(EventIds.after(0, DecoderContract.NOW), manyEvents)
                        .decode(utf8(body), DecoderContract.NOW))))
                .isLessThan(Duration.ofSeconds(20));
    }

    private static long timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void damageToOneLineNeverLosesAnother() {
        Random random = new Random(DecoderContract.SEED);
        for (int round = 0; round < 5_000; round++) {
            List<String> lines = new ArrayList<>(IntStream.range(0, 7)
                    .mapToObj(i -> "{\"i\":" + i + ",\"message\":\"m" + i + "\",\"x\":{\"y\":[1,{\"z\":null}]}}")
                    .toList());
            int hit = random.nextInt(lines.size());
            lines.set(hit, damaged(lines.get(hit), random));
            // What begins with a bracket is an array to us, and then these are no lines.
            if (lines.getFirst().strip().startsWith("[")) continue;

            Decoded decoded = decode(String.join("\n", lines));

            List<String> found = DecoderContract.messages(decoded);
            for (int i = 0; i < 7; i++) {
                if (i != hit)
                    assertThat(found)
                            .as("round " + round + " line " + lines.get(hit))
                            .contains("m" + i);
            }
        }
    }

    private static String damaged(String line, Random random) {
        int at = random.nextInt(line.length());
        return switch (random.nextInt(4)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(at);
            case 2 -> line.substring(0, at) + "{}[]\":,\\x".charAt(random.nextInt(9)) + line.substring(at + 1);
            default -> line.substring(0, at) + line.substring(Math.min(line.length(), at + 3));
        };
    }
}
