package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void anIdIsAddedOnce() {
        EventIds ids = new EventIds();

        for (long id : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
            assertThat(ids.add(id)).isTrue();
            assertThat(ids.add(id)).isFalse();
        }
    }

    @Test
    void atLeastAGenerationIsRemembered() {
        EventIds ids = new EventIds();
        int all = 3 * EventIds.GENERATION;
        for (int id = 0; id < all; id++) assertThat(ids.add(id * 64L)).isTrue();

        for (int id = all - EventIds.GENERATION; id < all; id++)
            assertThat(ids.add(id * 64L)).isFalse();
        assertThat(ids.add(0)).as("the first one is forgotten").isTrue();
    }

    @Test
    void whatIsSavedIsRemembered() throws IOException {
        EventIds ids = new EventIds();
        int all = EventIds.GENERATION + 1_000;
        for (int id = 0; id < all; id++) ids.add(id);

        EventIds loaded = new EventIds();
        loaded.load(Restart.in(Restart.saved(ids::save)));

        for (int id = 0; id < all; id++) assertThat(loaded.add(id)).isFalse();
        assertThat(loaded.add(all)).isTrue();
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        RuleEngine engine = new RuleEngine(Streams.rule("0s", "match: '*'", "when: count() > 1", "within: 10s"));

        List<Firing> first = engine.observe(Streams.event(7, 0), "http", Streams.START);
        List<Firing> again = engine.observe(Streams.event(7, 0), "kafka:logs-0", Streams.START);

        assertThat(first).isEmpty();
        assertThat(again).isEmpty();
        assertThat(engine.duplicates()).isEqualTo(1);
        assertThat(engine.status().getFirst().matched()).isEqualTo(1);
        assertThat(engine.observe(Streams.event(8, 1), "http", Streams.START)).hasSize(1);
    }
}
