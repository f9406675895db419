package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepClassesTest {
    private final RandomEvents events = new RandomEvents(new Random(4));

    private static KeepClass of(String name, String query) {
        return new KeepClass(name, Query.parse(query), Duration.ofDays(9));
    }

    private static KeepClasses classes(KeepClass... classes) {
        return new KeepClasses(new RetentionPolicy(Duration.ofDays(1), 0, List.of(classes)));
    }

    @Test
    void theFirstClassThatMatchesDecides() {
        KeepClasses classes = classes(
                of("audit", "extra.category:audit"), of("test", "env:test"), of("loud", "level:error OR env:test"));

        assertThat(classes.of(events.event("{\"env\":\"test\",\"extra\":{\"category\":\"Audit\"}}")))
                .isEqualTo("audit");
        assertThat(classes.of(events.event("{\"env\":\"test\",\"level\":\"error\"}")))
                .isEqualTo("test");
        assertThat(classes.of(events.event("{\"level\":\"ERR\"}"))).isEqualTo("loud");
        assertThat(classes.of(events.event("{\"level\":\"info\"}"))).isEqualTo("default");
        assertThat(classes.of(events.event("{}"))).isEqualTo("default");
    }

    @Test
    void withoutClassesAllIsDefault() {
        assertThat(events.batch(50)).allMatch(event -> classes().of(event).equals(KeepClass.DEFAULT));
    }
}
