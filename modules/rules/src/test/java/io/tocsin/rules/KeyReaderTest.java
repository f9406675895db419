package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyReaderTest {
    private final KeyReader reader = new KeyReader(List.of(KeyField.of("service"), KeyField.of("host")));
    private long turn;

    @Test
    void keysThatComeOftenAreTheSameObjects() {
        Key first = read("service", "shop", "host", "a");
        read("service", "shop", "host", "b");

        assertThat(read("host", "a", "service", "shop")).isSameAs(first).hasToString("[shop, a]");
    }

    @Test
    void withoutAFieldThereIsNone() {
        assertThat(read("service", "shop")).isNull();
        assertThat(read("service", "shop", "host", "")).isNull();
        assertThat(read("service", "shop", "host", "a")).isEqualTo(Key.of("shop", "a"));
    }

    @Test
    void ofManyMoreThanAreKnownEachIsItself() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_000; i++) {
                Key key = read("service", "s" + i, "host", "h" + i);
                assertThat(key).isEqualTo(Key.of("s" + i, "h" + i)).hasSameHashCodeAs(Key.of("s" + i, "h" + i));
            }
        }
    }

    @Test
    void ofOneTurnItIsReadOnce() {
        Key key = read("service", "shop", "host", "a");

        assertThat(reader.of(Streams.event(2, 0, "service", "other", "host", "b"), turn))
                .isSameAs(key);
    }

    private @Nullable Key read(String... fields) {
        return reader.of(Streams.event(1, 0, fields), ++turn);
    }
}
