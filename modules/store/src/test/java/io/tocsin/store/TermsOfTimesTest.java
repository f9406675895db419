package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of times are not looked through where they cannot hold a term; all others are. */
class TermsOfTimesTest {
    private final LayoutJson parser = new LayoutJson();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T08:00:0%dZ",
                "2026-01-05T08:00:0%d.010Z",
                "2026-01-05T08:00:0%d,5Z",
                "2026-01-05T08:00:0%d.010203Z",
                "2026-01-05T08:00:0%d+01:00",
                "2026-01-05 08:00:0%d",
                "2026-01-05 08:00:0%d,123",
                "2026-01-05 08:00:0%d UTC",
                "2026-01-05T08:00:0%d CET",
                "2026-01-05T08:00:0%dZULU Z",
                "2026-01-05T08:00:0%d 1 2Z"
            })
    void whatIsAskedOfATimeIsAmongTheTermsOfItsBlock(String form) {
        List<String> times = Stream.of(1, 2).map(form::formatted).toList();

        TermWriter terms = new TermWriter();
        new BlockWriter().write(times.stream().map(this::event).toList(), terms);

        for (String time : times) {
            for (int asked : TermRules.ofSequence(time)) {
                assertThat(terms.terms().has(asked)).as(time).isTrue();
            }
        }
    }

    private LogEvent event(String time) {
        return parser.parse(
                1, RandomEvents.START, "{\"when\":\"%s\"}".formatted(time).getBytes(StandardCharsets.UTF_8));
    }
}
