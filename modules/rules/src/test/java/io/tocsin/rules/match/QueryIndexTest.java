package io.tocsin.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.match.Shapes.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryIndexTest {
    private static final Tuning AT_ONCE = new Tuning(1, 0, 1, 1_000_000, 1_000, 1_000, 100, Long.MAX_VALUE);
    private static final Tuning BY_LAYOUT = new Tuning(1, 0, 1, 1_000_000, 1_000, 0, 100, Long.MAX_VALUE);

    private final Shapes shapes = new Shapes(new Random(1));

    private static List<String> found(Tuning tuning, LogEvent event, String... queries) {
        QueryIndex<String> index = new QueryIndex<>(List.of(queries), Query::parse, tuning);
        List<String> found = new ArrayList<>();
        // The first one may still be without a plan of its own.
        for (int i = 0; i < 3; i++) {
            found.clear();
            index.matching(event, found::add);
        }
        return found;
    }

    @Test
    void itemsAreFoundInTheirOrder() {
        LogEvent event = shapes.event(List.of(new Slot("x", true), new Slot("y", true)), List.of("1", "abc def"));
        assertThat(found(AT_ONCE, event, "def", "x:1", "y:abc", "x:2", "*", "x:1", "abc"))
                .containsExactly("def", "x:1", "y:abc", "*", "x:1", "abc");
    }

    @Test
    void aLevelIsLookedForAsItIsUnderstood() {
        LogEvent event = shapes.event(List.of(new Slot("severity", true)), List.of("emergency"));
        for (Tuning tuning : List.of(AT_ONCE, BY_LAYOUT))
            assertThat(found(
                            tuning, event, "level:*ata*", "*ata*", "FATAL", "emergency", "level:crit", "level:*merge*"))
                    .containsExactly("level:*ata*", "*ata*", "FATAL", "emergency", "level:crit");
    }

    @Test
    void aLevelThatNamesNoneIsMissing() {
        LogEvent event = shapes.event(List.of(new Slot("severity", true)), List.of("odd"));
        for (Tuning tuning : List.of(AT_ONCE, BY_LAYOUT))
            assertThat(found(tuning, event, "level:*", "-level:*", "level:odd", "severity:odd", "odd"))
                    .containsExactly("-level:*", "severity:odd", "odd");
    }

    @Test
    void proseHasAValueWhoseWordsItContains() {
        LogEvent event = shapes.event(List.of(new Slot("message", true)), List.of("Pool is OK, no error 5"));
        assertThat(found(
                        BY_LAYOUT, event, "message:ok", "message:5", "message:pool", "message:\"is ok\"", "message:--"))
                .containsExactly("message:ok", "message:5", "message:pool", "message:\"is ok\"");
    }

    @Test
    void whatIsEscapedOrBeyondAsciiIsRead() {
        LogEvent event =
                shapes.event(List.of(new Slot("message", true)), List.of("tab\tthen \u212Aelvin\u00a0and stra\"e"));
        assertThat(found(BY_LAYOUT, event, "message:kelvin", "then", "*ra\\\"*", "message:*kelv*", "message:nthen"))
                .containsExactly("message:kelvin", "then", "*ra\\\"*", "message:*kelv*");
    }

    @Test
    void aFieldWithTooManyValuesIsNotToldApartAnyMore() {
        Tuning narrow = new Tuning(1, 0, 1, 1_000_000, 1_000, 4, 100, Long.MAX_VALUE);
        QueryIndex<String> index = new QueryIndex<>(List.of("user:u7", "service:a"), Query::parse, narrow);
        List<Slot> form = List.of(new Slot("user", true), new Slot("service", true));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) index.matching(shapes.event(form, List.of("u" + i, "a")), found::add);
        assertThat(found).hasSize(21).contains("user:u7");
    }
}
