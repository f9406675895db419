package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-20T10:03:07.250Z");

    private static String written(String sent) {
        Buffer out = Buffer.buffer();
        EventJson.append(out, 0xa1, TIME, sent.getBytes(StandardCharsets.UTF_8));
        return out.toString();
    }

    @Test
    void whatWasSentComesFirstAndByteForByte() {
        assertThat(written("{\"b\": 1.50,\"a\":\"ä\\u00e4\"}"))
                .isEqualTo("{\"b\": 1.50,\"a\":\"ä\\u00e4\",\"_id\":\"00000000000000a1\","
                        + "\"_time\":\"2026-11-20T10:03:07.250Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", " {\n\t} ", "{}\n"})
    void anEmptyObjectGetsNoComma(String sent) {
        assertThat(new JsonObject(written(sent)).fieldNames()).containsExactly("_id", "_time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}  \r\n",
                "{\"a\":{}}",
                "{\"a\":{\"b\":{}} }",
                "{\"a\":\"}\"}",
                "{\"a\":[{}]}\t",
                "{\"a\":\"{\"}",
            })
    void whateverIsInsideStaysAsItIs(String sent) {
        JsonObject expected =
                new JsonObject(sent).put("_id", "00000000000000a1").put("_time", TIME.toString());

        assertThat(new JsonObject(written(sent))).isEqualTo(expected);
    }

    @Test
    void ourNamesWinOverThoseThatWereSent() {
        // Both are there, and readers of JSON take the last one.
        assertThat(new JsonObject(written("{\"_id\":\"theirs\",\"_time\":0}")).getString("_id"))
                .isEqualTo("00000000000000a1");
    }
}
