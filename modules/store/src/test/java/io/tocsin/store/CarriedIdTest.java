package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Asked by its bytes an event says what its text says. */
class CarriedIdTest {
    /** As they stand between the quotes: cases, escapes, letters of other scripts that fold to ASCII, beginnings of one another. */
    static final List<String> SENT = List.of(
            "req-1",
            "REQ-1",
            "req-12",
            "req-",
            "req-1 ",
            " ",
            "r\\u0065q-1",
            "\\u0052EQ-1",
            "req-1\\n",
            "\\\\",
            "req\\/1",
            "\u212Aey",
            "key",
            "\u017Fea",
            "sea",
            "ÄRGER",
            "ärger",
            "straße",
            "ſ",
            "𝒳",
            "\u0130d",
            "id",
            "i\u0307d");

    private static final List<String> ASKED = List.of(
            "",
            " ",
            "req-1",
            "Req-1",
            "req-12",
            "req/1",
            "req-1\n",
            "\\",
            "key",
            "KEY",
            "\u212Aey",
            "sea",
            "s",
            "Ärger",
            "strasse",
            "STRASSE",
            "𝒳",
            "id",
            "ID",
            "i\u0307d");

    private final LayoutJson reader = new LayoutJson();

    @ParameterizedTest
    @FieldSource("SENT")
    void bytesSayWhatTextSays(String sent) {
        for (String json : List.of(
                "{\"request_id\":\"" + sent + "\"}",
                "{\"trace_id\":\"other\",\"request_id\":\"" + sent + "\",\"user\":\"req-1\"}")) {
            LogEvent event = reader.parse(1, Instant.EPOCH, json.getBytes(StandardCharsets.UTF_8));
            assertThat(event.fields().layout()).isNotNull();
            for (String asked : ASKED) {
                boolean expected = event.correlationIds().stream()
                        .anyMatch(id -> Words.fold(id).equals(Words.fold(asked)));
                assertThat(new CarriedId(asked).test(event))
                        .as("%s carries %s", json, asked)
                        .isEqualTo(expected);
            }
        }
    }
}
