package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private static final Instant NOW = DecoderContract.NOW;
    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());

    private LogEvent parse(String json) {
        return decoder.parse(1, NOW, json.getBytes(StandardCharsets.UTF_8));
    }

    private Fields fields(String json) {
        return parse(json).fields();
    }

    @Test
    void shapeAIsReadAsItIs() {
        LogEvent event = parse("""
                {"timestamp":"2026-11-20T19:59:58.123Z","level":"ERROR","service":"order_service","request_id":"req-12ab34cd",
                 "action":"create_order_failed","message":"pool exhausted","user":"anna","duration_ms":2301,
                 "extra":{"ip":"10.0.0.7","amount":99.90,"path":"/orders"}}""");

        assertThat(event.time()).isEqualTo("2026-11-20T19:59:58.123Z");
        assertThat(event.level()).isEqualTo(LogLevel.ERROR);
        assertThat(event.correlationIds()).containsExactly("req-12ab34cd");
        assertThat(event.fields().first("ip")).isEqualTo("10.0.0.7");
        assertThat(event.fields().first("extra.amount")).isEqualTo("99.90");
    }

    @Test
    void shapeBIsReadUnderTheSameNames() {
        LogEvent event = parse("""
                {"timestamp":"2026-11-20T20:59:58+01:00","level":"info","service":"gateway","trace_id":"t-1","operation":"login",
                 "status":"failed","username":"bob","response_time_ms":12,"context":{"ip":"10.0.0.8","userId":7}}""");

        assertThat(event.time()).isEqualTo("2026-11-20T19:59:58Z");
        assertThat(event.fields().first("level")).isEqualTo("INFO");
        assertThat(event.fields().first("action")).isEqualTo("login");
        assertThat(event.fields().first("user")).isEqualTo("bob");
        assertThat(event.fields().first("duration_ms")).isEqualTo("12");
        assertThat(event.fields().first("request_id")).isEqualTo("t-1");
    }

    @Test
    void nothingIsRequired() {
        LogEvent event = parse("{}");

        assertThat(event.fields().size()).isZero();
        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.correlationIds()).isEmpty();
    }

    @Test
    void nestedObjectsAndArraysBecomePaths() {
        Fields fields = fields("{\"a\":{\"b\":[1,[2.50],{\"c\":true},null],\"d\":{}},\"e\":[],\"a.b\":\"x\"}");

        assertThat(fields)
                .hasToString(new Fields.Builder()
                        .add("a.b", "1")
                        .add("a.b", "2.50")
                        .add("a.b.c", "true")
                        .add("a.b", "x")
                        .build()
                        .toString());
    }

    @Test
    void numbersKeepTheirSpelling() {
        String huge = "9".repeat(5_000) + ".0e-99999";

        assertThat(fields("{\"n\":[1e400,-0.0,12345678901234567890," + huge + "]}")
                        .all("n"))
                .containsExactly("1e400", "-0.0", "12345678901234567890", huge);
    }

    @Test
    void aKeySentTwiceIsTwoValues() {
        assertThat(fields("{\"k\":1,\"k\":2}").all("k")).containsExactly("1", "2");
    }

    @Test
    void theRawLevelStaysUnderItsOwnNameOnly() {
        Fields fields = fields("{\"severity\":\"Warning\"}");

        assertThat(fields.first("severity")).isEqualTo("Warning");
        assertThat(fields.first("level")).isEqualTo("WARN");
        assertThat(fields("{\"level\":50}").all("level")).containsExactly("ERROR");
        assertThat(fields("{\"level\":\"P1\",\"severity\":\"error\"}").all("level"))
                .containsExactly("P1");
        assertThat(fields("{\"severity\":\"P1\",\"lvl\":\"error\"}").all("level"))
                .containsExactly("ERROR");
    }

    @Test
    void theFirstAliasFoundWinsAndTheOwnNameBeatsAll() {
        assertThat(fields("{\"msg\":\"b\",\"message\":\"a\"}").all("message")).containsExactly("a");
        assertThat(fields("{\"user_id\":\"b\",\"username\":[\"a\",\"c\"]}").all("user"))
                .containsExactly("a", "c");
    }

    @Test
    void everyCorrelationIdOfEveryNameCountsOnce() {
        LogEvent event = parse(
                "{\"traceId\":\"t\",\"extra\":{\"request_id\":[\"r\",\"s\"]},\"request_id\":\"r\",\"correlation_id\":\"\"}");

        assertThat(event.correlationIds()).containsExactly("r", "t", "s");
        assertThat(event.fields().all("request_id")).containsExactly("r");
    }

    @Test
    void aliasesOfTheOperatorComeFirstAndMayNameNewFields() {
        FieldAliases more = FieldAliases.defaults()
                .extendedBy(Map.of("request_id", List.of("ctx.rid"), "order", List.of("orderNo")));
        LogEvent event = new EventDecoder(more, Limits.defaults())
                .parse(
                        1,
                        NOW,
                        "{\"trace_id\":\"t\",\"ctx\":{\"rid\":\"r\"},\"orderNo\":5}".getBytes(StandardCharsets.UTF_8));

        assertThat(event.fields().first("request_id")).isEqualTo("r");
        assertThat(event.correlationIds()).containsExactly("r", "t");
        assertThat(event.fields().first("order")).isEqualTo("5");
    }

    @Test
    void aTimeAheadOfOursIsFlaggedAndNotBelieved() {
        LogEvent ahead = parse("{\"time\":\"2026-11-20T20:00:05.001Z\"}");
        LogEvent tolerable = parse("{\"time\":\"2026-11-20T20:00:05Z\"}");

        assertThat(ahead.time()).isEqualTo(NOW);
        assertThat(ahead.fields().first("_clock_skew")).isEqualTo("true");
        assertThat(tolerable.time()).isEqualTo(NOW.plusSeconds(5));
        assertThat(tolerable.fields().has("_clock_skew")).isFalse();
    }

    @Test
    void anUnreadableTimeIsTheTimeOfArrivalUnlessAnotherAliasHelps() {
        assertThat(parse("{\"timestamp\":\"yesterday\"}").time()).isEqualTo(NOW);
        assertThat(parse("{\"timestamp\":\"yesterday\",\"ts\":1763668800}").time())
                .isEqualTo(Instant.ofEpochSecond(1763668800));
    }

    @Test
    void aDurationWithAUnitIsLeftAsItIs() {
        assertThat(fields("{\"elapsed_ms\":\"12ms\"}").first("duration_ms")).isEqualTo("12ms");
    }

    @Test
    void nobodyCanShadowOurOwnNames() {
        Fields fields = fields("{\"_id\":7,\"_time\":\"x\",\"_reject\":true,\"_clock_skew\":true,\"_other\":1}");

        assertThat(fields.names())
                .containsExactly("sent._id", "sent._time", "sent._reject", "sent._clock_skew", "_other");
    }

    @Test
    void aValueOverTheLimitIsSearchableByItsBeginning() {
        Fields fields = fields("{\"v\":\"" + "\u20ac".repeat(20_000) + "\"}");

        assertThat(fields.first("v")).isEqualTo("\u20ac".repeat(32_766 / 3));
        assertThat(fields.first("_truncated")).isEqualTo("true");
    }

    @Test
    void moreFieldsThanTheLimitStayInTheJson() {
        Fields fields = fields("{\"v\":[" + "1,".repeat(1_000) + "2]}");

        assertThat(fields.all("v")).hasSize(1_000).doesNotContain("2");
        assertThat(fields.first("_truncated")).isEqualTo("true");
    }

    @Test
    void aPathOverTheLimitIsCut() {
        Fields fields = fields("{\"" + "n".repeat(300) + "\":1}");

        assertThat(fields.names()).containsExactly("n".repeat(256), "_truncated");
    }

    @Test
    void nestingOverTheLimitIsRefused() {
        assertThat(fields("{\"a\":" + "[".repeat(31) + "1" + "]".repeat(31) + "}")
                        .all("a"))
                .containsExactly("1");
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read event: it is nested deeper than the limit of 32");
        assertThatThrownBy(() -> parse("{\"a\":".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        Fields fields = fields("{\"a\":\"x\\ud83dy\\ud83d\\ude00\\ud83d\\udc00\\udc00\"}");

        assertThat(fields.first("a")).isEqualTo("x\ufffdy\ud83d\ude00\ud83d\udc00\ufffd");
    }

    @Test
    void halfASurrogatePairInANameIsRefused() {
        for (String bad : List.of("\\udc00", "\\ud83d", "\\ud83dx", "\\ud83d\\ud83d")) {
            assertThatThrownBy(() -> parse("{\"a" + bad + "\":1}"))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(fields("{\"\\ud83d\\ude00\":1}").names()).containsExactly("\ud83d\ude00");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPosition() {
        for (byte[] bad : List.of(
                bytes(0xff),
                bytes(0xc0, 0x80),
                bytes(0xed, 0xa0, 0x80),
                bytes(0xe2, 0x82),
                bytes(0xf4, 0x90, 0x80, 0x80))) {
            assertThatThrownBy(() -> decoder.parse(1, NOW, quoted(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("cannot read event: byte 11 \\(0x[0-9a-f]{2}\\) is not UTF-8");
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    private static byte[] quoted(byte[] value) {
        String latin = new String(value, StandardCharsets.ISO_8859_1);
        return ("{\"abcdef\":\"" + latin + "\"}").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String bad : List.of(
                "",
                " ",
                "[]",
                "null",
                "\"x\"",
                "{",
                "{\"a\":1",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":\"\t\"}",
                "{\"a\":1}{}",
                "{\"a\":1}x",
                "{} /* c */",
                "{\"a\":\"\\x\"}",
                "{\u0000\"\u0000")) {
            assertThatThrownBy(() -> parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cannot read event: ");
        }
    }

    @Test
    void aTextThatIsUtf16IsNotGuessedToBeJson() {
        assertThatThrownBy(() -> decoder.parse(1, NOW, "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
