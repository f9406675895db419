package io.tocsin.store;

import static io.tocsin.store.Asked.newest;
import static io.tocsin.store.Asked.pages;
import static io.tocsin.store.Asked.sent;
import static io.tocsin.store.Asked.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Together with a journal, a store loses nothing and doubles nothing. */
interface ReplayContract extends StoreUnderTest {
    @Test
    default void aBatchThatWasAddedBeforeIsNotDoubled() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            List<LogEvent> batch = events.batch(5);
            store.add(batch, 7);
            store.add(batch, 7);
            store.commit();
            store.add(batch, 7);
            store.add(events.batch(3), 2);

            assertThat(store.search(newest("*")).total()).isEqualTo(5);
            assertThat(store.count()).isEqualTo(5);
            assertThat(store.indexedPosition()).isLessThanOrEqualTo(7);
        }
    }

    @Test
    default void anEmptyBatchMovesThePosition() throws IOException {
        try (EventStore store = open()) {
            store.add(List.of(), 3);
            store.commit();

            assertThat(store.indexedPosition()).isEqualTo(3);
        }
    }

    @Test
    default void closingCommits() throws IOException {
        EventStore store = open();
        store.add(events().batch(5), 8);
        try (EventStore again = reopened(store)) {
            assertThat(again.indexedPosition()).isEqualTo(8);
            assertThat(again.count()).isEqualTo(5);
            assertThat(total(again, "*")).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    default void afterACrashTheReplayMakesItWhole(long seed) throws IOException {
        Random random = new Random(seed);
        RandomEvents events = events(seed);
        List<List<LogEvent>> batches = new ArrayList<>();
        EventStore store = open();
        try {
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 8; i++) {
                    batches.add(events.batch(random.nextInt(40)));
                    store.add(batches.getLast(), batches.size() - 1);
                    if (random.nextInt(10) == 0) store.commit();
                    if (random.nextInt(4) == 0) store.search(newest("pool"));
                }
                events.advance(Duration.ofHours(random.nextInt(30)));
                long durable = store.indexedPosition();
                store = random.nextBoolean() ? crashed(store) : reopened(store);

                assertThat(store.indexedPosition()).isGreaterThanOrEqualTo(durable);
                replay(store, batches, Math.max(0, store.indexedPosition() + 1 - random.nextInt(5)));

                List<Long> all =
                        batches.stream().flatMap(List::stream).map(LogEvent::id).toList();
                assertThat(Asked.ids(pages(store, newest("*"))))
                        .as("seed %s", seed)
                        .containsExactlyInAnyOrderElementsOf(all);
                assertThat(store.count()).isEqualTo(all.size());
            }
        } finally {
            store.close();
        }
    }

    private static void replay(EventStore store, List<List<LogEvent>> batches, long from) throws IOException {
        for (int i = (int) from; i < batches.size(); i++) store.add(batches.get(i), i);
    }

    @Test
    default void whatWasCommittedNeedsNoReplay() throws IOException {
        RandomEvents events = events();
        List<LogEvent> kept = events.batch(30);
        EventStore store = open();
        store.add(kept, 4);
        store = reopened(store);
        store.add(events.batch(10), 5);
        try (EventStore again = crashed(store)) {
            assertThat(again.indexedPosition()).isEqualTo(4);
            assertThat(Asked.ids(pages(again, newest("*")))).containsExactlyInAnyOrderElementsOf(sent(kept));
        }
    }
}
