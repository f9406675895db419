package io.tocsin.server.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

    private static String json(String yaml) {
        Yaml event = Objects.requireNonNull(YamlFile.read("x", yaml, new Problems()));
        byte[] bytes = EventJson.of((Yaml.Mapping) event, Set.of("timestamp", "ts"), AT, 7);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void anEventWithoutATimeGetsOne() {
        assertThat(json("{a: b}")).isEqualTo("{\"timestamp\":\"2026-01-05T09:00:00Z\",\"a\":\"b\"}");
    }

    @Test
    void aTimeOfItsOwnStays() {
        assertThat(json("{ts: 5, a: {b: [1, x, null, true]}}"))
                .isEqualTo("{\"ts\":5,\"a\":{\"b\":[1,\"x\",null,true]}}");
    }

    @Test
    void textIsEscapedAndCounted() {
        assertThat(json("{ts: 1, m: \"u{{ $i }} says \\\"hi\\\"\\n\", n: 007}"))
                .isEqualTo("{\"ts\":1,\"m\":\"u7 says \\\"hi\\\"\\u000a\",\"n\":\"007\"}");
    }
}
