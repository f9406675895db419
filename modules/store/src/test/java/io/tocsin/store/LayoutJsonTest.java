package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both readers of the tests read the same, and most random events have a layout that others share. */
class LayoutJsonTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothReadersReadTheSame(long seed) {
        List<LogEvent> plain = new RandomEvents(new Random(seed), true, new TinyJson()).batch(2_000);
        List<LogEvent> formed = new RandomEvents(new Random(seed), true, new LayoutJson()).batch(2_000);

        for (int i = 0; i < plain.size(); i++) assertSame(plain.get(i), formed.get(i));
        assertThat(formed.stream()
                        .filter(event -> event.fields().layout() != null)
                        .count())
                .isGreaterThan(1_500);
        assertThat(formed.stream()
                        .map(event -> event.fields().layout())
                        .distinct()
                        .count())
                .isLessThan(1_800);
    }

    @ParameterizedTest
    @MethodSource("io.tocsin.store.NastyEvents#all")
    void bothReadNastyEventsTheSame(String json) {
        assertSame(
                new RandomEvents(new Random(1), true, new TinyJson()).event(json),
                new RandomEvents(new Random(1), true, new LayoutJson()).event(json));
    }

    private static void assertSame(LogEvent plain, LogEvent formed) {
        assertThat(formed.json()).isEqualTo(plain.json());
        assertThat(pairs(formed.fields())).isEqualTo(pairs(plain.fields()));
        assertThat(formed.correlationIds()).isEqualTo(plain.correlationIds());
        assertThat(formed.time()).isEqualTo(plain.time());
    }

    private static List<String> pairs(Fields fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs;
    }
}
